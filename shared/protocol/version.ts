/**
 * Version of the wire format. Raise it whenever a schema in this folder changes, and add a line:
 * a test hashes the schemas and fails until both are done.
 *
 * 1 — first version: push, pull by sequence cursors, outcomes only with the last page.
 * 2 — recovery: a pull may ask for uids (`ask` → `known`), pages carry the server's time, commands
 *     the measured offset of the device's clock.
 */
export const PROTOCOL_VERSION = 2
