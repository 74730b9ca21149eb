import { z } from 'zod';

/** Ids are UUID version 7, made outside core and handed in; the brand keeps a matter's id from being taken for a department's. */
export const idSchema = <Brand extends string>(_of: Brand) => z.uuid().brand<Brand>();

export type Id<Brand extends string> = string & z.$brand<Brand>;

export const jurisdictionIdSchema = idSchema('jurisdiction');
export type JurisdictionId = z.infer<typeof jurisdictionIdSchema>;
