/**
 * Version of the wire format. Raise it whenever a schema in this folder changes, and add a line:
 * a test hashes the schemas and fails until both are done.
 *
 * 1 — first version: push, pull by sequence cursors, outcomes only with the last page.
 */
export const PROTOCOL_VERSION = 1
