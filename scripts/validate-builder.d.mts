/** The configuration; throws an Error naming unknown keys and wrong values. */
export function validateBuilderConfig(configPath?: string): Promise<Record<string, unknown>>
