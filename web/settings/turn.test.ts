import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ChannelForm } from './form';
import { next, nextClients, ranges, type Place, type Turn } from './turn';

interface Story {
  name: string;
  steps: { queue: string; order: string; gets: string }[];
}

/** The stories of the server's own test: both must tell them in the same way. */
const file = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const stories = JSON.parse(file('../../src/test/resources/vectors/turn.json')) as Story[];

const words = (text: string): string[] => (text ? text.split(' ') : []);
const queue = (text: string): Place[] =>
  words(text).map((word) => {
    const [employee = '', weight = '1'] = word.split(':');
    return { employee, weight: Number(weight) };
  });

describe('R28, R29, R32a: who gets whom while the list changes', () => {
  test.each(stories.map((story) => [story.name, story] as const))('%s', (_, story) => {
    let last: Turn | null = null;
    for (const step of story.steps) {
      const gets = words(step.gets).map(() => {
        const turn: Turn | null = next(queue(step.queue), words(step.order), last);
        last = turn ?? last;
        return turn?.last ?? '-';
      });
      expect(gets.join(' ')).toBe(step.gets);
    }
  });
});

function channel(weights: Record<string, number>): ChannelForm {
  const people = Object.keys(weights);
  return {
    id: '1',
    ticked: true,
    name: 'Shop',
    roles: Object.fromEntries(people.map((one) => [one, { role: 'seller' as const, receivesNewClients: true }])),
    newClients: { pipeline: 'p', stage: 's', algorithm: 'BY_TURN', useWeights: true, order: people, weights },
    closedDeal: 'ADD',
    access: Object.fromEntries(people.map((one) => [one, 'WRITE' as const])),
  };
}

const FOUR = channel({ A: 1, B: 1, C: 2, D: 1 });
const PEOPLE = new Set(['A', 'B', 'C', 'D']);

test('R29: the table of the next clients begins at the start', () => {
  expect([...nextClients(FOUR, PEOPLE, undefined)]).toEqual([
    ['A', [1]],
    ['B', [2]],
    ['C', [3, 4]],
    ['D', [5]],
  ]);
});

test('R32a: it begins where the turn stands, in the middle of a block too', () => {
  const state = { last: 'C', served: 1, order: ['A', 'B', 'C', 'D'], waiting: 0 };
  expect([...nextClients(FOUR, PEOPLE, state)]).toEqual([
    ['A', [3]],
    ['B', [4]],
    ['C', [1, 5]],
    ['D', [2]],
  ]);
});

test('R32a: whoever has left the CRM since takes no part, and the turn goes on behind him', () => {
  const state = { last: 'B', served: 1, order: ['A', 'B', 'C', 'D'], waiting: 0 };
  expect(nextClients(FOUR, new Set(['A', 'C', 'D']), state).get('C')).toEqual([1, 2]);
});

test('long blocks are ranges', () => {
  expect(ranges([3, 4, 5, 9])).toEqual([
    [3, 5],
    [9, 9],
  ]);
});
