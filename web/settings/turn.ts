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
  const first = queue[0];
  if (!first) return null;
  if (!last) return { last: first.employee, served: 1, order };
  const unfinished = queue.some((place) => place.employee === last.last && last.served < place.weight);
  return unfinished
    ? { last: last.last, served: last.served + 1, order }
    : { last: follower(queue, order, last), served: 1, order };
}

/** The next clients' turns; none with an empty queue. */
export function preview(queue: Place[], order: string[], last: Turn | null, clients: number): Turn[] {
  const turns: Turn[] = [];
  for (let turn = last; turns.length < clients; turns.push(turn)) {
    turn = next(queue, order, turn);
    if (!turn) break;
  }
  return turns;
}

function follower(queue: Place[], order: string[], last: Turn): string {
  const waiting = new Set(queue.map((place) => place.employee));
  return roundFrom(order, last).find((employee) => waiting.has(employee)) ?? (queue[0] as Place).employee;
}

/** The list as one round behind the last served; when he was removed, from the first behind him who is still there. */
function roundFrom(order: string[], last: Turn): string[] {
  const served = order.indexOf(last.last);
  if (served >= 0) return rotated(order, served + 1);
  const behind = rotated(last.order, last.order.indexOf(last.last) + 1).find((employee) => order.includes(employee));
  return behind === undefined ? order : rotated(order, order.indexOf(behind));
}

function rotated(list: string[], first: number): string[] {
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
