const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const count = new Intl.NumberFormat('en-US');
const share = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });
const accuracy = new Intl.NumberFormat('en-US', { style: 'percent', minimumFractionDigits: 2 });

/** `2026-01-31T14:25:00Z` as `31 Jan 2026, 14:25` in local time. */
export function formatMoment(iso: string): string {
  return moment.format(new Date(iso));
}

/** 14724042 as `14,724,042`. */
export function formatCount(value: number): string {
  return count.format(value);
}

/** 0.2514 as `25.1%`. */
export function formatShare(value: number): string {
  return share.format(value);
}

/** 0.9182 as `91.82%`. */
export function formatAccuracy(value: number): string {
  return accuracy.format(value);
}
