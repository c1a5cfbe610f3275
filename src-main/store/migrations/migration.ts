/** One step of the schema. A released one never changes: what comes after it is a new file with a higher number. */
export interface Migration {
  /** The file's number; the database's `user_version` once it is applied. */
  readonly version: number;
  readonly sql: string;
}
