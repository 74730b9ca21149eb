/** An answer whose JSON stands already: it goes out and into the journal as it is, and is parsed only for who asks in this process. */
export class Encoded<Result> {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }

  read(): Result {
    return JSON.parse(this.json) as Result;
  }
}

/** An object of which one field is encoded already, as JSON. */
export const encodeWith = (fields: object, name: string, encoded: string): string => `${JSON.stringify(fields).slice(0, -1)},${JSON.stringify(name)}:${encoded}}`;

export const toJson = (value: unknown): string => (value instanceof Encoded ? value.json : JSON.stringify(value ?? null));
