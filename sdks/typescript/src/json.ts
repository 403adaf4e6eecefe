/** JSON with exact numbers: amounts are decimal text, and only the integers that the API names are numbers. */

import { COUNTS, INTEGERS } from "./models.js";

const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:(\s*\{)?)?|\}|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** An exact number to send: decimal text, an integer, or a bigint. 0.1 is a TypeError, because it is not exact any more. */
export type Exact = string | number | bigint;

export function parse(text: string): unknown {
  let key = "";
  let isOfCounts = false;
  const exact = text.replace(TOKEN, (token: string, colon?: string, brace?: string) => {
    if (token === "}") isOfCounts = false;
    else if (!token.startsWith('"')) return isOfCounts || INTEGERS.has(key) ? token : `"${token}"`;
    else if (colon !== undefined) {
      key = token.slice(1, token.lastIndexOf('"'));
      if (brace !== undefined) isOfCounts = COUNTS.has(key);
    }
    return token;
  });
  return JSON.parse(exact);
}

export function stringify(value: unknown): string {
  return JSON.stringify(value, (name, inner: unknown) => {
    if (typeof inner === "bigint") return inner.toString();
    if (typeof inner === "number" && !Number.isSafeInteger(inner)) {
      throw new TypeError(`${name}: ${inner} is not exact: give decimal text`);
    }
    return inner;
  });
}
