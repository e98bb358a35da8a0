import type { Inputs } from './interactions/collect-state.ts';
import { openApp } from './interactions/open-app.ts';
import { type Pressing, press } from './interactions/press.ts';
import { type Saying, say } from './interactions/say.ts';
import { closeView, type InputErrors, submitView } from './interactions/submit-view.ts';
import type { Stand } from './stand.ts';
import type { Message } from './workspace/message.ts';
import { findPerson, type Person } from './workspace/people.ts';
import type { View } from './workspace/views.ts';
import { sees } from './workspace/visibility.ts';

/** A person of the workspace, to be acted for by a program. */
export interface Actor {
  readonly person: Person;
  /** Types a message or a slash command; settles once the app has acknowledged it. */
  say(saying: Saying): Promise<void>;
  press(pressing: Pressing): Promise<void>;
  submit(viewId: string, inputs: Inputs): Promise<InputErrors>;
  close(viewId: string): Promise<void>;
  open(tab: 'home' | 'messages'): void;
  /** What this person sees in a conversation, oldest first. */
  messages(channel: string): readonly Message[];
  views(): readonly View[];
  home(): View | undefined;
}

/**
 * Lets a program do what a person does on the page.
 *
 * @throws {Error} where there is no such person
 */
export function createActor(userId: string, stand: Stand): Actor {
  const person = findPerson(userId);
  if (!person || person.isBot) throw new Error(`there is no person ${userId} in the workspace`);
  return {
    person,
    say: (saying) => say(person, saying, stand),
    press: (pressing) => press(person, pressing, stand),
    submit: (viewId, inputs) => submitView(person, viewId, inputs, stand),
    close: (viewId) => closeView(person, viewId, stand),
    open: (tab) => openApp(person, tab, stand),
    messages: (channel) =>
      stand.workspace.messages(channel).filter((message) => sees(person, message, stand.workspace)),
    views: () => stand.views.stack(person.id),
    home: () => stand.views.home(person.id),
  };
}
