import { z } from 'zod';
import { openApp } from '../interactions/open-app.ts';
import { press } from '../interactions/press.ts';
import { Refusal } from '../interactions/refusal.ts';
import { say } from '../interactions/say.ts';
import { closeView, submitView } from '../interactions/submit-view.ts';
import type { Stand } from '../stand.ts';
import { findPerson, type Person, people } from '../workspace/people.ts';
import { type Exchange, readBody, sendJson } from './exchange.ts';
import { servePageFileContent } from './file-routes.ts';
import { servePageEvents } from './page-events.ts';
import { pageSnapshot } from './page-snapshot.ts';

const choice = z.union([z.string(), z.array(z.string())]);
const inputs = z.record(z.string(), z.record(z.string(), choice));
const place = z.union([z.object({ channel: z.string(), ts: z.string() }), z.object({ viewId: z.string() })]);

const pressing = z.object({
  in: place,
  blockId: z.string(),
  actionId: z.string(),
  choice: choice.optional(),
  inputs: inputs.optional(),
});

type Deed = (person: Person, body: unknown, stand: Stand) => Promise<unknown>;

/** What a person can do from the page, by path. */
const deeds: Readonly<Record<string, Deed>> = {
  '/page/say': (person, body, stand) =>
    say(
      person,
      z.object({ channel: z.string(), text: z.string(), threadTs: z.string().optional() }).parse(body),
      stand,
    ),
  '/page/press': (person, body, stand) => press(person, pressing.parse(body), stand),
  '/page/submit': async (person, body, stand) => {
    const { viewId, inputs: given } = z.object({ viewId: z.string(), inputs }).parse(body);
    return { errors: await submitView(person, viewId, given, stand) };
  },
  '/page/close': (person, body, stand) => closeView(person, z.object({ viewId: z.string() }).parse(body).viewId, stand),
  '/page/open-app': async (person, body, stand) =>
    openApp(person, z.object({ tab: z.enum(['home', 'messages']) }).parse(body).tab, stand),
};

function personOf(id: string | null): Person | undefined {
  const person = findPerson(id || people.you.id);
  return person?.isBot ? undefined : person;
}

async function doDeed(exchange: Exchange, deed: Deed, person: Person, stand: Stand): Promise<void> {
  const { request, response } = exchange;
  if (!request.headers['content-type']?.startsWith('application/json')) {
    return sendJson(response, 415, { error: 'Send JSON.' });
  }
  try {
    const done = await deed(person, JSON.parse(await readBody(request)), stand);
    sendJson(response, 200, done ?? {});
  } catch (error) {
    if (error instanceof Refusal) return sendJson(response, 409, { error: error.message });
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      return sendJson(response, 400, { error: 'That request is not in the form that is expected here.' });
    }
    throw error;
  }
}

/** Serves `/page/…`: what the page shows, what changes, and what people do. */
export async function servePage(exchange: Exchange, stand: Stand): Promise<void> {
  const { request, response, url } = exchange;
  const person = personOf(url.searchParams.get('as'));
  if (!person) return sendJson(response, 404, { error: 'There is no such person here.' });
  const reads = request.method === 'GET';
  if (reads && url.pathname === '/page/workspace') return sendJson(response, 200, pageSnapshot(person, stand));
  if (reads && url.pathname === '/page/events') return servePageEvents(exchange, person, stand);
  if (reads && url.pathname.startsWith('/page/files/')) return servePageFileContent(exchange, person, stand);
  const deed = deeds[url.pathname];
  if (!deed || request.method !== 'POST') return sendJson(response, 404, { error: 'There is nothing here.' });
  await doDeed(exchange, deed, person, stand);
}
