// For `node --import`: behind the names of Nest's packages stands Nest 11, for all that is not one of them.
import { register } from 'node:module';

register('./resolve-nest-11.js', import.meta.url);
