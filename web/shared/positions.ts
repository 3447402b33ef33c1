/** Positions, versions and `seq` are whole numbers written as strings, too large for a JavaScript number. */
export function compareNumbers(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
