/** Six calls with openapi-fetch and the types of openapi-typescript. */
import createClient from "openapi-fetch";
import type { paths } from "../build/openapi-typescript/schema";
import { assert, base, credentials, invoice } from "./environment";

const open = createClient<paths>({ baseUrl: base });
const login = await open.POST("/auth/login", { body: credentials });
assert(login.data);
const client = createClient<paths>({
  baseUrl: base,
  headers: { Authorization: `Bearer ${login.data.tokens.access_token}` },
});

const listed = await client.GET("/invoices", { params: { query: { status: ["draft", "sent"] } } });
assert(listed.data);
const created = await client.POST("/invoices", { body: invoice(12.5) });
assert(created.data);
const refused = await client.POST("/invoices", { body: invoice(12.123456789) });
assert(refused.error);

const walked = new Set<string>();
let cursor: string | null | undefined;
do {
  const page = await client.GET("/invoices", { params: { query: { page_size: 2, ...(cursor ? { cursor } : {}) } } });
  assert(page.data);
  page.data.items.forEach((one) => walked.add(one.id));
  cursor = page.data.next_cursor;
} while (cursor);

let after = 0;
let events = 0;
for (;;) {
  const page = await client.GET("/events", { params: { query: { after, page_size: 3 } } });
  assert(page.data);
  if (page.data.items.length === 0) break;
  for (const one of page.data.items) {
    assert(one.body.event === one.type);
    if (one.body.event === "invoice.sent") assert(one.body.data.customer_id);
    after = one.sequence;
    events += 1;
  }
}

console.log(JSON.stringify({
  statuses: [...new Set(listed.data.items.map((one) => one.status))].sort(),
  created: created.data.id,
  refused: [refused.error.status_code, refused.error.code, refused.error.errors[0]?.field],
  walked: walked.size,
  events,
}));
