import type { Intent, IntentOfKind } from '../intents/intent.ts';

/** A question of so few words asks about what the thread is about, and nothing else. */
const mostWords = 8;

const why = /^(?:(?:and|but|so|ok|hm+)\W+)*(?:why|how come|what happened|what for)\b/iu;
const profile = /\bprofile\b|^who(?:'s| is| are)\b|^how (?:is|are|'s) (?:he|she|they|it)\b/iu;

/**
 * What a few words mean in a thread about somebody, where by themselves they say nothing: `why?` asks what was noticed
 * about them, `show me the profile` for theirs. Anything else stays as it was read.
 *
 * @param context what the thread is about
 */
export function meantOfPerson(read: Intent, text: string, context: Intent | undefined): Intent {
  const saysNothing = read.kind === 'unclear' || (read.kind === 'help' && !/\bhelp\b/iu.test(text));
  const words = text.trim();
  const person = personIn(context);
  if (person === undefined || !saysNothing || words.split(/\s+/u).length > mostWords) return read;
  if (why.test(words)) return { kind: 'insights', ...person, filters: [] };
  return profile.test(words) ? { kind: 'profile', ...person } : read;
}

function personIn(context: Intent | undefined): Pick<IntentOfKind<'profile'>, 'dataset' | 'subject'> | undefined {
  if (context?.kind !== 'profile' && context?.kind !== 'insights') return undefined;
  const { dataset, subject } = context;
  return dataset === undefined || subject === undefined ? undefined : { dataset, subject };
}
