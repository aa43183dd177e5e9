import { expectTypeOf } from 'vitest';
import { statusInfo, type StatusInfo } from './status-info.ts';

// A literal that can be a status code needs no check for undefined.
expectTypeOf(statusInfo(404)).toEqualTypeOf<StatusInfo>();
expectTypeOf(statusInfo(599)).toEqualTypeOf<StatusInfo>();
expectTypeOf(statusInfo(600)).toEqualTypeOf<StatusInfo | undefined>();

declare const received: number;
expectTypeOf(statusInfo(received)).toEqualTypeOf<StatusInfo | undefined>();
