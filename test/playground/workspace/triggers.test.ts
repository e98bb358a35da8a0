import { describe, expect, it } from 'vitest';
import { actions, button, createDesk, general, plain } from '../support/create-desk.ts';

const desk = createDesk();
const { you, post, press } = desk;

describe('a trigger', () => {
  const view = { type: 'modal', title: plain('T'), blocks: [{ type: 'divider' }] };

  it('opens one view, and not a second', async () => {
    await press(await post(actions(button())));
    const { trigger_id } = desk.app.received[0]?.payload ?? {};

    expect(await desk.workspace.call('views.open', { trigger_id, view })).toMatchObject({ ok: true });
    expect(await desk.workspace.call('views.open', { trigger_id, view })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
  });

  it('holds for three seconds and no longer', async () => {
    await you().say({ channel: general, text: '/agents set' });
    await you().say({ channel: general, text: '/agents set' });
    const [first, second] = desk.app.received.map(({ form }) => form.get('trigger_id'));

    desk.workspace.clock.now += 3000;
    const inTime = await desk.workspace.call('views.open', { trigger_id: first, view });
    desk.workspace.clock.now += 1;
    const late = await desk.workspace.call('views.open', { trigger_id: second, view });

    expect(inTime.ok).toBe(true);
    expect(late).toMatchObject({ error: 'expired_trigger_id' });
  });

  it('is not used up by a view that Slack refuses', async () => {
    await you().say({ channel: general, text: '/agents set' });
    const trigger_id = desk.app.received[0]?.form.get('trigger_id');

    const refused = await desk.workspace.call('views.open', { trigger_id, view: { ...view, title: 'T' } });

    expect(refused).toMatchObject({ error: 'invalid_arguments' });
    expect(await desk.workspace.call('views.open', { trigger_id, view })).toMatchObject({ ok: true });
  });
});
