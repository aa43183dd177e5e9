import { STATUS_CODES } from 'node:http';
import { Conflict as IqConflict } from '@common-sense/error-iq';
import { Conflict as FeathersConflict } from '@feathersjs/errors';
import { conflict } from '@hapi/boom';
import { ConflictException } from '@nestjs/common';
import { Conflict } from '@statusquo/core';
import Problem from 'api-problem';
import createError from 'http-errors';
import { ProblemDocument } from 'http-problem-details';
import { message } from './message.js';
import { BareConflict, bareConflictWithoutStack, concatenate, PhysicalLimit } from './physical-limit.js';

/** How a package makes a 409, and a document of it. */
export interface ErrorMaker {
  readonly name: string;
  readonly make: () => Error;
  readonly serialize: (error: Error) => unknown;
}

/** The packages that the others are compared with, first. */
export const baselines: readonly [ErrorMaker, ErrorMaker] = [
  maker('http-errors, createError(409, m)', () => createError(409, message), fromStatus),
  maker('http-errors, new createError.Conflict(m)', () => new createError.Conflict(message), fromStatus),
];

export const others: readonly ErrorMaker[] = [
  maker(
    '@hapi/boom',
    () => conflict(message),
    (error) => document(error.output.payload.error, error.output.statusCode, error.message),
  ),
  maker(
    '@nestjs/common, ConflictException',
    () => new ConflictException(message),
    (error) => document(STATUS_CODES[error.getStatus()], error.getStatus(), error.message),
  ),
  maker(
    '@common-sense/error-iq',
    () => new IqConflict({ detail: message }),
    (error) => document(error.title, error.status, error.detail),
  ),
  maker(
    'http-problem-details',
    // It has no errors: an error of one's own is mapped to its document.
    () => new OrderHasShipped(message),
    (error) => JSON.stringify(new ProblemDocument({ status: 409, detail: error.message })),
  ),
  maker(
    'api-problem',
    () => new Problem(409, 'Conflict', 'about:blank', { detail: message }),
    (error) => JSON.stringify(error),
  ),
  maker(
    '@feathersjs/errors',
    () => new FeathersConflict(message),
    (error) => document(error.name, error.code, error.message),
  ),
  maker(
    'a plain Error',
    () => new Error(message),
    (error) => document('Conflict', 409, error.message),
  ),
  maker(
    'the limit of a class below a class below Error',
    () => new BareConflict(message),
    (error) => concatenate(error.message),
  ),
  maker('the same, without a stack', bareConflictWithoutStack, (error) => concatenate(error.message)),
  maker(
    'the physical limit, which is no Error',
    // It can be thrown, which is all that the bench does with it.
    () => new PhysicalLimit(message) as unknown as Error,
    (limit) => concatenate((limit as unknown as PhysicalLimit).detail),
  ),
];

export const ours = (serialize: (error: Conflict) => unknown): ErrorMaker =>
  maker('statusquo', () => new Conflict(message), serialize);

class OrderHasShipped extends Error {}

function maker<E extends Error>(name: string, make: () => E, serialize: (error: E) => unknown): ErrorMaker {
  return { name, make, serialize: serialize as (error: Error) => unknown };
}

function fromStatus(error: createError.HttpError): string {
  return document(STATUS_CODES[error.status], error.status, error.message);
}

function document(title: string | undefined, status: number, detail: string | null): string {
  return JSON.stringify({ type: 'about:blank', title, status, detail });
}
