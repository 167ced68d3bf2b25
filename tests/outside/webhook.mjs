// Verifies messages as a receiver does who uses the specification's own library. Reads a list of { secret, headers, body } and prints what each came to.
import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';

for (const { secret, headers, body } of JSON.parse(readFileSync(0, 'utf8'))) {
  try {
    console.log(new Webhook(secret).verify(body, headers).type);
  } catch (refused) {
    console.log(refused.constructor.name);
  }
}
