import { describe, expect, it } from 'vitest';
import { button, createDesk, plain } from '../support/create-desk.ts';

const desk = createDesk();
const { you, openModal } = desk;

describe('a modal', () => {
  const input = {
    type: 'input',
    block_id: 'n',
    label: plain('NPS'),
    element: { type: 'number_input', action_id: 'v', is_decimal_allowed: false, max_value: '100' },
  };
  const asking = { submit: plain('OK'), callback_id: 'apply', private_metadata: 'm', blocks: [input] };
  const answer = (body: object) =>
    desk.app.onRequest((_received, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
    );

  it('is submitted with its state, and closes on an empty answer', async () => {
    const id = await openModal(asking);

    const errors = await you().submit(id, { n: { v: '72' } });

    expect(errors).toEqual({});
    expect(you().views()).toEqual([]);
    expect(desk.app.received.at(-1)).toMatchObject({ isSigned: true });
    expect(desk.app.received.at(-1)?.payload).toMatchObject({
      type: 'view_submission',
      view: {
        id,
        callback_id: 'apply',
        private_metadata: 'm',
        state: { values: { n: { v: { type: 'number_input', value: '72' } } } },
      },
    });
  });

  it.each([
    ['', 'Please complete this required field.'],
    ['many', 'Please enter a number'],
    ['7.5', 'Please enter a whole number'],
    ['101', 'Please enter a number of at most 100'],
  ])('does not go out with the input “%s”', async (value, problem) => {
    const id = await openModal(asking);
    const before = desk.app.received.length;

    expect(await you().submit(id, { n: { v: value } })).toEqual({ n: problem });
    expect(desk.app.received).toHaveLength(before);
  });

  it('stays open with the errors that the app finds', async () => {
    const id = await openModal(asking);
    answer({ response_action: 'errors', errors: { n: 'Someone changed it meanwhile' } });

    expect(await you().submit(id, { n: { v: '72' } })).toEqual({ n: 'Someone changed it meanwhile' });
    expect(you().views()).toHaveLength(1);
  });

  it.each<[string, object, readonly string[]]>([
    ['update', { view: { type: 'modal', title: plain('Done'), blocks: [] } }, ['Done']],
    ['push', { view: { type: 'modal', title: plain('More'), blocks: [] } }, ['T', 'More']],
    ['clear', {}, []],
  ])('follows the response action %s', async (response_action, fields, titles) => {
    const id = await openModal(asking);
    answer({ response_action, ...fields });

    await you().submit(id, { n: { v: '72' } });

    expect(
      you()
        .views()
        .map(({ title }) => title?.text),
    ).toEqual(titles);
  });

  it.each([
    ['errors for a block that it does not have', { response_action: 'errors', errors: { other: 'x' } }],
    ['a view that Slack refuses', { response_action: 'update', view: { type: 'modal' } }],
    ['something else', { hello: 'world' }],
  ])('says that there was trouble when the app answers %s', async (_what, body) => {
    const id = await openModal(asking);
    answer(body);

    await expect(you().submit(id, { n: { v: '72' } })).rejects.toThrow('We had some trouble connecting. Try again?');
  });

  it('tells the app that it was closed, where the app asked for it', async () => {
    const id = await openModal({ ...asking, notify_on_close: true });

    await you().close(id);

    expect(desk.app.received.at(-1)?.payload).toMatchObject({ type: 'view_closed', view: { id }, is_cleared: false });
    expect(you().views()).toEqual([]);
  });

  it('is updated only with the hash that it has now', async () => {
    const view_id = await openModal(asking);
    const view = { type: 'modal', title: plain('New'), blocks: [] };

    expect(await desk.workspace.call('views.update', { view_id, hash: 'old', view })).toMatchObject({
      error: 'hash_conflict',
    });
    expect(await desk.workspace.call('views.update', { view_id, view })).toMatchObject({
      ok: true,
      view: { title: plain('New') },
    });
  });

  it('carries at most two more on top', async () => {
    await openModal({ ...asking, blocks: [{ type: 'actions', block_id: 'b', elements: [button()] }] });
    const view = {
      type: 'modal',
      title: plain('T'),
      blocks: [{ type: 'actions', block_id: 'b', elements: [button()] }],
    };
    const push = async () => {
      const viewId = you().views().at(-1)?.id ?? '';
      await you().press({ in: { viewId }, blockId: 'b', actionId: 'go' });
      return desk.workspace.call('views.push', { trigger_id: desk.app.received.at(-1)?.payload.trigger_id, view });
    };

    expect([(await push()).ok, (await push()).ok, (await push()).error]).toEqual([true, true, 'push_limit_reached']);
  });
});
