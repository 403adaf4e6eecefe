export { Client, Download, Pages, VERSION, etagOf } from "./core.js";
export type { Exchange, Options, Page, Settings, Tokens } from "./core.js";
export * from "./errors.js";
export type { Exact } from "./json.js";
export type * from "./models.js";
export * from "./resources.js";
export * as webhooks from "./webhooks.js";
