/** Six calls with the client of orval. */
import { eventsList, invoicesCreate, invoicesList, login } from "../build/orval/atlas";
import { assert, credentials, invoice } from "./environment";

const signedIn = await login(credentials);
assert(signedIn.status === 200);
const options = { headers: { Authorization: `Bearer ${signedIn.data.tokens.access_token}` } };
const json = { headers: { ...options.headers, "Content-Type": "application/json" } };

const listed = await invoicesList({ status: ["draft", "sent"] }, options);
assert(listed.status === 200);
const created = await invoicesCreate(invoice(12.5), undefined, json);
assert(created.status === 201);
const refused = await invoicesCreate(invoice(12.123456789), undefined, json);
assert(refused.status === 422);

const walked = new Set<string>();
let cursor: string | null | undefined;
do {
  const page = await invoicesList({ page_size: 2, ...(cursor ? { cursor } : {}) }, options);
  assert(page.status === 200);
  page.data.items.forEach((one) => walked.add(one.id));
  cursor = page.data.next_cursor;
} while (cursor);

let after = 0;
let events = 0;
for (;;) {
  const page = await eventsList({ after, page_size: 3 }, options);
  assert(page.status === 200);
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
  refused: [refused.data.status_code, refused.data.code, refused.data.errors[0]?.field],
  walked: walked.size,
  events,
}));
