import { describe, expect, test } from 'vitest';
import { added, ceiling, clicked, count, losses, removed, withAccess } from './access';
import { differences, rebased, same, undone, without } from './compare';
import { copied, differs, filled } from './copying';
import {
  asksAboutClosedDeals,
  changeChannel,
  movedTo,
  settled,
  sliderOffBecause,
  turnOrder,
  withDefault,
  withRole,
  withSlider,
  withStage,
  withoutDefault,
  type ChannelForm,
  type Document,
} from './form';

function channel(id: string, change: Partial<ChannelForm> = {}): ChannelForm {
  return {
    id,
    ticked: true,
    name: `Channel ${id}`,
    roles: {},
    newClients: {
      pipeline: null,
      stage: null,
      algorithm: 'FIRST_RESPONDER',
      useWeights: false,
      order: [],
      weights: {},
    },
    closedDeal: 'ADD',
    access: {},
    ...change,
  };
}

function form(...channels: ChannelForm[]): Document {
  return {
    version: 3,
    channels,
    globalChat: { mode: 'OWN_AND_COMMON', administrators: [] },
    timeline: 'EACH',
    eightIsSeven: true,
    notifyManagers: false,
    defaultChannel: {},
  };
}

describe('roles and access', () => {
  test.each([
    ['seller', 'WRITE'],
    ['manager', 'WRITE'],
    ['auditor', 'READ'],
  ] as const)('R39: the role %s gives %s', (role, access) => {
    expect(withRole(channel('1'), 'e1', role).access.e1).toBe(access);
  });

  test('R39: taking the role away leaves the access', () => {
    const before = withRole(channel('1'), 'e1', 'seller');
    const after = withRole(before, 'e1', null);
    expect(after.roles).toEqual({});
    expect(after.access.e1).toBe('WRITE');
  });

  test('R20: an auditor, a reader and somebody without a role cannot have the slider', () => {
    const auditor = withRole(channel('1'), 'e1', 'auditor');
    const reader = withAccess(withRole(channel('1'), 'e1', 'seller'), 'e1', 'READ');
    expect(sliderOffBecause(auditor, 'e1')).toBe('auditor');
    expect(sliderOffBecause(reader, 'e1')).toBe('access');
    expect(sliderOffBecause(channel('1'), 'e1')).toBe('role');
    expect(withSlider(auditor, 'e1', true).roles.e1?.receivesNewClients).toBe(false);
  });

  test('R20: losing WRITE, or becoming an auditor, switches the slider off', () => {
    const seller = withSlider(withRole(channel('1'), 'e1', 'seller'), 'e1', true);
    expect(seller.roles.e1?.receivesNewClients).toBe(true);
    expect(withAccess(seller, 'e1', 'READ').roles.e1?.receivesNewClients).toBe(false);
    expect(withRole(seller, 'e1', 'auditor').roles.e1?.receivesNewClients).toBe(false);
  });
});

describe('new clients', () => {
  test('R25: incoming leads mean first responder', () => {
    const byTurn = channel('1');
    byTurn.newClients = { ...byTurn.newClients, algorithm: 'BY_TURN' };
    const at = withStage(byTurn, 'p1', { id: 's0', name: 'Incoming leads', kind: 'UNSORTED' });
    expect(at.newClients).toMatchObject({ pipeline: 'p1', stage: 's0', algorithm: 'FIRST_RESPONDER' });
  });

  test('R34: the choice about closed deals shows by turn without weights only', () => {
    const one = channel('1');
    const turn = { ...one, newClients: { ...one.newClients, algorithm: 'BY_TURN' as const } };
    const weights = { ...turn, newClients: { ...turn.newClients, useWeights: true } };
    expect([one, turn, weights].map(asksAboutClosedDeals)).toEqual([false, true, false]);
  });

  test('the list keeps its order, newcomers come behind, and whoever is moved takes the place of another', () => {
    let one = ['e3', 'e1', 'e2'].reduce((done, who) => withRole(done, who, 'seller'), channel('1'));
    one = { ...one, newClients: { ...one.newClients, order: ['e2', 'gone'] } };
    expect(turnOrder(one)).toEqual(['e2', 'gone', 'e1', 'e3']);
    expect(turnOrder(movedTo(one, 'e3', 'e1'))).toEqual(['e2', 'gone', 'e3', 'e1']);
    expect(movedTo(one, 'e2', 'e2')).toBe(one);
  });
});

describe('default channels', () => {
  test('R44: the only writable channel is the default by itself', () => {
    const one = withRole(channel('1'), 'e1', 'seller');
    expect(settled(form(one, channel('2'))).defaultChannel).toEqual({ e1: '1' });
  });

  test('R46: losing WRITE clears it, and it does not wander among several', () => {
    const three = ['1', '2', '3'].map((id) => withRole(channel(id), 'e1', 'seller'));
    const chosen = { ...form(...three), defaultChannel: { e1: '1' } };
    const lost = changeChannel(chosen, '1', (one) => withAccess(one, 'e1', 'READ'));
    expect(lost.defaultChannel).toEqual({});
  });
});

test('R10: copying the roles gives their access and leaves names and ticks alone', () => {
  const from = withRole(channel('1'), 'e1', 'manager');
  const done = copied(form(from, channel('2', { ticked: false })), from, 'roles');
  expect(done.channels[1]).toMatchObject({
    name: 'Channel 2',
    ticked: false,
    roles: from.roles,
    access: from.access,
  });
});

test('R64: the presets fill roles with the slider on', () => {
  const empty = form(channel('1'));
  const people = ['e1', 'e2'];
  const classic = filled(empty, 'classic', ['1'], people, '');
  expect(Object.values(classic.channels[0]?.roles ?? {}).map((one) => one.role)).toEqual(['seller', 'seller']);
  expect(classic.channels[0]?.roles.e2?.receivesNewClients).toBe(true);
  const shop = filled(empty, 'shop', ['1'], people, '');
  expect(shop.notifyManagers).toBe(true);
  const one = filled(classic, 'one', ['1'], people, 'e2');
  expect(Object.keys(one.channels[0]?.roles ?? {})).toEqual(['e2']);
});

test('R11: of two who save, the second keeps what he typed and gets what the first saved', () => {
  const base = form(withRole(channel('1'), 'e1', 'seller'), channel('2'));
  const mine = changeChannel(base, '1', (one) => ({ ...one, name: 'Mine' }));
  const theirs = {
    ...changeChannel(base, '1', (one) => withRole(one, 'e2', 'auditor')),
    notifyManagers: true,
    version: 4,
  };
  const merged = rebased(base, mine, theirs);
  expect(merged.version).toBe(4);
  expect(merged.notifyManagers).toBe(true);
  expect(merged.channels[0]).toMatchObject({ name: 'Mine', roles: { e2: { role: 'auditor' } } });
});

test('documents are the same whatever order their maps were filled in', () => {
  const one = { ...form(), defaultChannel: { a: '1', b: '2' } };
  const other = { ...form(), defaultChannel: { b: '2', a: '1' } };
  expect(same(one, other)).toBe(true);
  expect(same(one, { ...other, eightIsSeven: false })).toBe(false);
});

describe('the access table', () => {
  const seller = withSlider(withRole(channel('1'), 'e1', 'seller'), 'e1', true);

  test('R39: a click goes NONE, READ, WRITE, NONE, and leaves no trace behind', () => {
    const once = clicked(channel('1'), 'e1');
    const twice = clicked(once, 'e1');
    expect([once, twice, clicked(twice, 'e1')].map((one) => one.access)).toEqual([{ e1: 'READ' }, { e1: 'WRITE' }, {}]);
  });

  test('R40: adding gives READ to those who have nothing and leaves the others', () => {
    const done = added(form(seller, channel('2')), ['1', '2'], ['e1', 'e2']);
    expect(done.channels.map((one) => one.access)).toEqual([
      { e1: 'WRITE', e2: 'READ' },
      { e1: 'READ', e2: 'READ' },
    ]);
    expect(count(done, ['1', '2'])).toBe(4);
  });

  test('R40, R46: removing takes access, slider and default channel, and says whose', () => {
    const before = settled(form(seller));
    const after = removed(before, ['1']);
    expect(after.channels[0]).toMatchObject({ access: {}, roles: { e1: { receivesNewClients: false } } });
    expect(losses(before, after)).toEqual({ defaults: ['e1'], sliders: ['e1'] });
  });

  test('R42: the cell says which role is the lower ceiling', () => {
    const auditor = withAccess(withRole(channel('1'), 'e1', 'auditor'), 'e1', 'WRITE');
    expect(ceiling(auditor, 'e1')).toBe('auditor');
    expect(ceiling(withAccess(channel('1'), 'e1', 'WRITE'), 'e1')).toBe('role');
    expect(ceiling(seller, 'e1')).toBeNull();
    expect(ceiling(channel('1'), 'e1')).toBeNull();
  });

  test('R43, R44: the tick moves, and several channels without one are told', () => {
    const two = form(...['1', '2'].map((id) => withRole(channel(id), 'e1', 'seller')));
    expect(withoutDefault(two)).toEqual(['e1']);
    const chosen = withDefault(withDefault(two, 'e1', '1'), 'e1', '2');
    expect(chosen.defaultChannel).toEqual({ e1: '2' });
    expect(withoutDefault(chosen)).toEqual([]);
  });
});

test('R10: a section is copied, and then differs no more', () => {
  const from = withSlider(withRole(channel('1'), 'e1', 'manager'), 'e1', true);
  const two = form(from, withRole(channel('2'), 'e2', 'seller'));
  expect(differs(two, from, 'roles')).toBe(true);
  const done = copied(two, from, 'roles');
  expect(differs(done, from, 'roles')).toBe(false);
  expect(done.channels[1]?.access).toEqual({ e1: 'WRITE', e2: 'WRITE' });
});

test('R8: whoever has left the CRM loses everything in the form too', () => {
  const both = ['e1', 'e2'].reduce((done, who) => withRole(done, who, 'seller'), channel('1'));
  const before = settled({
    ...form({ ...both, newClients: { ...both.newClients, order: ['e2', 'e1'], weights: { e2: 3 } } }),
    globalChat: { mode: 'OWN_AND_COMMON', administrators: ['e2'] },
  });
  const after = without(before, new Set(['e1']));
  expect(JSON.stringify(after)).not.toContain('e2');
  expect(after.defaultChannel).toEqual({ e1: '1' });
});

test('taking a preset back keeps what was edited since', () => {
  const before = form(channel('1'));
  const preset = filled(before, 'shop', ['1'], ['e1'], '');
  const now = { ...changeChannel(preset, '1', (one) => ({ ...one, name: 'Mine' })), version: 4 };
  const back = undone(before, preset, now);
  expect(back).toMatchObject({ version: 4, notifyManagers: false });
  expect(back.channels[0]).toMatchObject({ name: 'Mine', roles: {}, access: {} });
});

test('R11, R81: differences go field by field', () => {
  const one = form(withRole(channel('1'), 'e1', 'seller'));
  const other = { ...changeChannel(one, '1', (old) => withRole(old, 'e1', 'auditor')), notifyManagers: true };
  expect(differences(one, other)).toEqual([
    { path: '/channels/1/roles/e1/role', left: 'seller', right: 'auditor' },
    { path: '/channels/1/access/e1', left: 'WRITE', right: 'READ' },
    { path: '/notifyManagers', left: false, right: true },
  ]);
});
