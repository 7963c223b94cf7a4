export type ContractTimes = { readonly fromDay: string; readonly toDay: string; readonly signedOn: string | null; readonly endedOn: string | null };
export type ContractState = 'planned' | 'signed' | 'standing' | 'over' | 'ended';

/** Where a dealer's contract stands on a day. It lasts to its last day, or to the one on which it was ended. */
export function contractState({ fromDay, toDay, signedOn, endedOn }: ContractTimes, day: string): ContractState {
  if (endedOn !== null && day > endedOn) return 'ended';
  if (signedOn === null || signedOn > day) return 'planned';
  if (day < fromDay) return 'signed';
  return day > toDay ? 'over' : 'standing';
}

/** Whether two contracts ever last on the same day. */
export function overlapInTime(a: ContractTimes, b: ContractTimes): boolean {
  const end = ({ toDay, endedOn }: ContractTimes): string => (endedOn !== null && endedOn < toDay ? endedOn : toDay);
  return a.fromDay <= end(b) && b.fromDay <= end(a);
}
