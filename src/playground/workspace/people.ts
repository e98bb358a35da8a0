/** One who can be at the keyboard, or the app's own bot user. */
export interface Person {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly realName: string;
  /** What sets this person apart, in the words of the page. */
  readonly role: string;
  readonly isOwner: boolean;
  readonly isAdmin: boolean;
  /** A guest, who sees only some channels. */
  readonly isRestricted: boolean;
  /** From another workspace, here through a shared channel. */
  readonly isStranger: boolean;
  readonly isBot: boolean;
}

export const team = { id: 'T08MERIDIAN', domain: 'meridian', name: 'Meridian Homes' } as const;
export const otherTeam = { id: 'T09HARBOR01', domain: 'harbor', name: 'Harbor Partners' } as const;

/** The app's identities within the workspace. */
export const app = { id: 'A08VITALS01', botId: 'B08VITALS01', botUserId: 'U08VITALSBT', name: 'Vitals' } as const;

const member = {
  teamId: team.id as string,
  isOwner: false,
  isAdmin: false,
  isRestricted: false,
  isStranger: false,
  isBot: false,
};

/** The five people of the workspace, by what they may do; `you` is the one that the page begins with. */
export const people = {
  you: {
    ...member,
    id: 'U08DANAOWNR',
    name: 'dana',
    realName: 'Dana Okafor',
    role: 'owner and editor',
    isOwner: true,
    isAdmin: true,
  },
  admin: { ...member, id: 'U08ALEXADMN', name: 'alex', realName: 'Alex Lindqvist', role: 'admin', isAdmin: true },
  member: { ...member, id: 'U08MIRAMEMB', name: 'mira', realName: 'Mira Castellanos', role: 'member' },
  guest: { ...member, id: 'U08GUSGUEST', name: 'gus', realName: 'Gus Whitfield', role: 'guest', isRestricted: true },
  stranger: {
    ...member,
    id: 'U09SOFIASTR',
    teamId: otherTeam.id,
    name: 'sofia',
    realName: 'Sofia Marchetti',
    role: `from ${otherTeam.name}`,
    isStranger: true,
  },
} as const satisfies Record<string, Person>;

export const bot: Person = {
  ...member,
  id: app.botUserId,
  name: 'vitals',
  realName: app.name,
  role: 'app',
  isBot: true,
};

const everyone: readonly Person[] = [...Object.values(people), bot];

/** The person or bot with this id, or undefined. */
export function findPerson(id: string | undefined): Person | undefined {
  return everyone.find((person) => person.id === id);
}
