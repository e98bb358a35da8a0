import type { Agent } from '../../catalog/datasets/agents.ts';
import type { Randomness } from '../randomness.ts';

/** Domains that nobody can own. @see https://www.rfc-editor.org/rfc/rfc2606#section-3 */
const reservedDomains = ['example.com', 'example.net', 'example.org'] as const;

type Identity = Pick<Agent, 'name' | 'email' | 'phone'>;

/** Draws names, e-mail addresses of which no two are equal, and phone numbers that are nobody's. */
export function createIdentityDrawer(randomness: Randomness): () => Identity {
  const timesTaken = new Map<string, number>();

  return () => {
    const first = randomness.faker.person.firstName();
    const last = randomness.faker.person.lastName();
    const mailbox = `${mailboxPart(first)}.${mailboxPart(last)}`;
    const taken = (timesTaken.get(mailbox) ?? 0) + 1;
    timesTaken.set(mailbox, taken);
    const domain = reservedDomains[randomness.below(reservedDomains.length)] ?? reservedDomains[0];
    return {
      name: `${first} ${last}`,
      email: `${mailbox}${taken === 1 ? '' : taken}@${domain}`,
      phone: drawPhone(randomness),
    };
  };
}

function mailboxPart(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z-]/g, '');
}

/**
 * A number of the form that is set aside for fiction: 555-0100 to 555-0199 in any area.
 *
 * @see https://nationalnanpa.com/number_resource_info/555_numbers.html
 */
function drawPhone(randomness: Randomness): string {
  const hundreds = 2 + randomness.below(8);
  const tens = randomness.below(9);
  const ones = randomness.below(10);
  // Codes that end in 11, as 411 and 911, are services and no areas.
  const area = `${hundreds}${tens}${tens === 1 && ones === 1 ? 2 : ones}`;
  const line = String(randomness.below(100)).padStart(2, '0');
  return `(${area}) 555-01${line}`;
}
