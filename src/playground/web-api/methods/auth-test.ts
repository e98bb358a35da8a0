import { z } from 'zod';
import { app, bot, team } from '../../workspace/people.ts';
import { defineMethod } from '../define-method.ts';

/** @see https://docs.slack.dev/reference/methods/auth.test */
export const authTest = defineMethod(z.object({}), (_input, stand) => ({
  url: `${stand.origin()}/`,
  team: team.name,
  user: bot.name,
  team_id: team.id,
  user_id: bot.id,
  bot_id: app.botId,
  is_enterprise_install: false,
}));
