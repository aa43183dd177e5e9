import { bodyCases } from './body-cases.ts';
import type { Case } from './case.ts';
import { classCases } from './class-cases.ts';
import { connectionCases } from './connection-cases.ts';
import { foreignCases } from './foreign-cases.ts';
import { formatCases } from './format-cases.ts';
import { headerCases } from './header-cases.ts';
import { languageCases } from './language-cases.ts';
import { memberCases } from './member-cases.ts';
import { optionCases } from './option-cases.ts';
import { responseCases } from './response-cases.ts';
import { routingCases } from './routing-cases.ts';
import { stateCases } from './state-cases.ts';

/** The whole table, in the order it is run. */
export const cases: readonly Case[] = [
  ...classCases,
  ...headerCases,
  ...memberCases,
  ...foreignCases,
  ...routingCases,
  ...bodyCases,
  ...responseCases,
  ...stateCases,
  ...connectionCases,
  ...optionCases,
  ...languageCases,
  ...formatCases,
];
