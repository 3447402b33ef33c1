/** Who gets the next clients (R28, R29, R32a): the rule of the server, so that the table is right while one types. */
import { receives, turnOrder, type ChannelForm, type TurnState } from './form';

/** Somebody who takes part; without weights everybody weighs 1. */
export interface Place {
  employee: string;
  weight: number;
}

/** Whoever got the last client, how many of the block, and the list as it was then. */
export interface Turn {
  last: string;
  served: number;
  order: string[];
}

export function next(queue: Place[], order: string[], last: Turn | null): Turn | null {
  return preview(queue, order, last, 1)[0] ?? null;
}

/** The next clients' turns; none with an empty queue. */
export function preview(queue: Place[], order: string[], last: Turn | null, clients: number): Turn[] {
  const weights = new Map(queue.map((place) => [place.employee, place.weight]));
  const turns: Turn[] = [];
  for (let turn = last; queue.length > 0 && turns.length < clients; turns.push(turn)) {
    if (turn && turn.served < (weights.get(turn.last) ?? 0)) turn = { ...turn, served: turn.served + 1, order };
    else turn = { last: (turn && follower(weights, order, turn)) ?? (queue[0] as Place).employee, served: 1, order };
  }
  return turns;
}

/** Whoever takes part and comes next in the list as one round behind the last served. */
function follower(weights: Map<string, number>, order: string[], last: Turn): string | undefined {
  const served = order.indexOf(last.last);
  return round(order, served >= 0 ? served + 1 : behind(order, last)).find((one) => weights.has(one));
}

/** Where the list goes on when the last served was removed: at the first behind him who is still there. */
function behind(order: string[], last: Turn): number {
  const there = new Set(order);
  const first = round(last.order, last.order.indexOf(last.last) + 1).find((one) => there.has(one));
  return first === undefined ? 0 : order.indexOf(first);
}

function round(list: string[], first: number): string[] {
  return [...list.slice(first), ...list.slice(0, first)];
}

/** Those of the channel who take part, in list order. */
export function queueOf(channel: ChannelForm, employees: Set<string>): Place[] {
  const { useWeights, weights } = channel.newClients;
  return turnOrder(channel)
    .filter((one) => employees.has(one) && receives(channel, one))
    .map((employee) => ({ employee, weight: useWeights ? Math.max(1, weights[employee] ?? 1) : 1 }));
}

const MOST = 300;

/** For each of the queue the numbers of the next clients that are theirs, over one round from where the turn stands. */
export function nextClients(
  channel: ChannelForm,
  employees: Set<string>,
  state: TurnState | undefined,
): Map<string, number[]> {
  const queue = queueOf(channel, employees);
  const round = queue.reduce((sum, place) => sum + place.weight, 0);
  const last = state?.last ? { last: state.last, served: state.served, order: state.order } : null;
  const numbers = new Map<string, number[]>(queue.map((place) => [place.employee, []]));
  preview(queue, turnOrder(channel), last, Math.min(round, MOST)).forEach((turn, index) =>
    numbers.get(turn.last)?.push(index + 1),
  );
  return numbers;
}

/** `[3, 4, 5, 9]` → `[[3, 5], [9, 9]]`. */
export function ranges(numbers: number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const n of numbers) {
    const last = found.at(-1);
    if (last && last[1] === n - 1) last[1] = n;
    else found.push([n, n]);
  }
  return found;
}
