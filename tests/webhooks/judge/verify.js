// Reads [{secret, headers, body}] on stdin; prints what became of each: the parsed body, or null where it is refused.
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const cases = JSON.parse(readFileSync(0, "utf8"));
const verdicts = cases.map(({ secret, headers, body }) => {
  try {
    return new Webhook(secret).verify(body, headers);
  } catch (error) {
    if (error.constructor.name === "WebhookVerificationError") return null;
    throw error;
  }
});
console.log(JSON.stringify(verdicts));
