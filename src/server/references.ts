import { findAppealsOfMatter, findOrderReferences } from './appeals/reference-queries.ts';
import { findDisputeReferences, findDisputesOfMatter } from './disputes/reference-queries.ts';
import { findDivisionOfMatter, findDivisionReferences } from './division/reference-queries.ts';
import { findAccountReferences, findDocumentReferences } from './registry/reference-queries.ts';
import type { FindReferences } from './registry/references.ts';

/** The one list of where a department may be named: what its end would leave without an owner. */
export const departmentReferences: readonly FindReferences[] = [findDivisionReferences, findDisputeReferences, findOrderReferences, findAccountReferences, findDocumentReferences];

/** The one list of what may hang on a matter: what keeps it from being retired. */
export const matterReferences: readonly FindReferences[] = [findDivisionOfMatter, findDisputesOfMatter, findAppealsOfMatter];
