import type { Person } from '../data/workspace-data.ts';
import { initials } from './format.ts';

const hues = 6;

function hueOf(id: string): number {
  return Array.from(id, (letter) => letter.charCodeAt(0)).reduce((sum, code) => sum + code, 0) % hues;
}

/** A person's picture: their initials, or the app's mark. */
export function Avatar({
  person,
  size = 'large',
}: {
  readonly person: Person | undefined;
  readonly size?: 'large' | 'small';
}) {
  if (person?.isBot) return <img className={`avatar ${size}`} src="/icon.svg" alt="" />;
  const name = person?.realName ?? 'Slackbot';
  return (
    <span aria-hidden="true" className={`avatar ${size} hue-${person ? hueOf(person.id) : 'none'}`}>
      {initials(name)}
    </span>
  );
}
