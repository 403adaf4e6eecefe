/** Six calls with the client of hey-api. */
import { client } from "../build/hey-api/client.gen";
import { eventsList, invoicesCreate, invoicesList, login } from "../build/hey-api/sdk.gen";
import { assert, base, credentials, invoice } from "./environment";

client.setConfig({ baseUrl: base });
const signedIn = await login({ body: credentials });
assert(signedIn.data);
const token = signedIn.data.tokens.access_token;
client.setConfig({ baseUrl: base, auth: token });

const listed = await invoicesList({ query: { status: ["draft", "sent"] } });
assert(listed.data);
const created = await invoicesCreate({ body: invoice(12.5) });
assert(created.data);
const refused = await invoicesCreate({ body: invoice(12.123456789) });
assert(refused.error);

const walked = new Set<string>();
let cursor: string | null | undefined;
do {
  const page = await invoicesList({ query: { page_size: 2, ...(cursor ? { cursor } : {}) } });
  assert(page.data);
  page.data.items.forEach((one) => walked.add(one.id));
  cursor = page.data.next_cursor;
} while (cursor);

let after = 0;
let events = 0;
for (;;) {
  const page = await eventsList({ query: { after, page_size: 3 } });
  assert(page.data);
  if (page.data.items.length === 0) break;
  for (const one of page.data.items) {
    assert(one.body.event === one.type);
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
