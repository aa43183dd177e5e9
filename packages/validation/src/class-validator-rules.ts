import { keywordDetail } from '@statusquo/core';
import type { Finding } from './place.ts';

/** What one of class-validator's own constraints means in our words. */
export interface Rule {
  /** The default text: `$property` is the name of the property, `$1` what is to be read, `$each` where `each` puts its words. */
  readonly text: string;
  /** The finding, given the text in the place of `$1`; the empty string where there is none. */
  readonly find: (captured: string) => Finding;
}

function keyword(text: string, code: string, limit?: unknown): Rule {
  return {
    text: `$each$property ${text}`,
    find: () => ({ detail: String(keywordDetail(code, limit)), code, limit }),
  };
}

/** A keyword whose limit is a number in the text. */
function limited(text: string, code: string): Rule {
  return {
    text: `$each$property ${text}`,
    find: (captured) => {
      const limit = captured === '' ? undefined : Number(captured);
      return { detail: String(keywordDetail(code, limit)), code, limit };
    },
  };
}

function format(text: string, noun: string): Rule {
  return { text: `$each$property ${text}`, find: () => ({ detail: `must be ${noun}`, code: 'format' }) };
}

function pattern(text: string, detail: string): Rule {
  return { text: `$each$property ${text}`, find: () => ({ detail, code: 'pattern' }) };
}

/** A string that has to have another in it, or must not have it. */
function part(text: string, detail: string): Rule {
  return {
    text: `$each$property ${text}`,
    find: (captured) => ({
      detail: captured === '' ? detail.trimEnd() : detail + JSON.stringify(captured),
      code: 'pattern',
    }),
  };
}

/** The constraint is a date in JavaScript's format, or the source of a function that makes one. */
function bound(text: string, code: string, detail: string, otherwise: string): Rule {
  return {
    text,
    find: (captured) => {
      const date = new Date(captured);
      if (Number.isNaN(date.getTime())) return { detail: otherwise, code };
      const limit = date.toISOString();
      return { detail: `${detail} ${limit}`, code, limit };
    },
  };
}

function own(text: string, code: string, detail: string): Rule {
  return { text, find: () => ({ detail, code }) };
}

/** JSON Schema knows no flags, so a pattern with some is quoted as JavaScript writes it. */
function patternOf(captured: string): string {
  return /^\/(.*)\/$/s.exec(captured)?.[1] ?? captured;
}

/**
 * class-validator's constraints by name, in the order in which their items are listed. The limits are read off its default texts
 * because the error has them nowhere else. A constraint with several texts has several rules.
 */
export const rules: Readonly<Record<string, readonly Rule[]>> = {
  unknownValue: [
    {
      text: 'an unknown value was passed to the validate function',
      find: () => ({ detail: 'is not valid' }),
    },
  ],
  whitelistValidation: [
    { text: 'property $property should not exist', find: () => keyword('', 'additionalProperties').find('') },
  ],
  isDefined: [keyword('should not be null or undefined', 'required')],

  isString: [keyword('must be a string', 'type', 'string')],
  isInt: [keyword('must be an integer number', 'type', 'integer')],
  isNumber: [keyword('must be a number conforming to the specified constraints', 'type', 'number')],
  isBoolean: [keyword('must be a boolean value', 'type', 'boolean')],
  isArray: [keyword('must be an array', 'type', 'array')],
  isObject: [keyword('must be an object', 'type', 'object')],
  isInstance: [keyword('must be an instance of $1', 'type')],
  nestedValidation: [
    {
      text: '$eachnested property $property must be either object or array',
      find: () => keyword('', 'type', ['object', 'array']).find(''),
    },
  ],

  isNotEmpty: [keyword('should not be empty', 'minLength', 1)],
  isLength: [
    // The text for what has no length at all.
    keyword(
      'must be longer than or equal to $1 and shorter than or equal to $1 characters',
      'type',
      'string',
    ),
    limited('must be longer than or equal to $1 characters', 'minLength'),
    limited('must be shorter than or equal to $1 characters', 'maxLength'),
  ],
  minLength: [limited('must be longer than or equal to $1 characters', 'minLength')],
  maxLength: [limited('must be shorter than or equal to $1 characters', 'maxLength')],
  isByteLength: [
    own(
      "$each$property's byte length must fall into ($1) range",
      'isByteLength',
      'must have another length in bytes',
    ),
  ],
  matches: [
    {
      text: '$each$property must match $1 regular expression',
      find: (captured) => {
        const limit = patternOf(captured);
        return { detail: String(keywordDetail('pattern', limit)), code: 'pattern', limit };
      },
    },
  ],

  min: [limited('must not be less than $1', 'minimum')],
  max: [limited('must not be greater than $1', 'maximum')],
  isPositive: [keyword('must be a positive number', 'exclusiveMinimum', 0)],
  isNegative: [keyword('must be a negative number', 'exclusiveMaximum', 0)],
  isDivisibleBy: [limited('must be divisible by $1', 'multipleOf')],
  minDate: [
    bound('minimal allowed date for $each$property is $1', 'minDate', 'must not be before', 'is too early'),
  ],
  maxDate: [
    bound('maximal allowed date for $each$property is $1', 'maxDate', 'must not be after', 'is too late'),
  ],

  // The texts join the values without quotes, so they cannot be told apart again.
  isIn: [keyword('must be one of the following values: $1', 'enum')],
  isEnum: [keyword('must be one of the following values: $1', 'enum')],
  equals: [keyword('must be equal to $1', 'const')],
  notEquals: [keyword('should not be equal to $1', 'not')],
  isNotIn: [keyword('should not be one of the following values: $1', 'not')],
  isEmpty: [own('$each$property must be empty', 'isEmpty', 'must be empty')],

  arrayNotEmpty: [keyword('should not be empty', 'minItems', 1)],
  arrayMinSize: [limited('must contain at least $1 elements', 'minItems')],
  arrayMaxSize: [limited('must contain no more than $1 elements', 'maxItems')],
  arrayUnique: [
    { text: "$eachAll $property's elements must be unique", find: () => keyword('', 'uniqueItems').find('') },
  ],
  arrayContains: [keyword('must contain $1 values', 'contains')],
  arrayNotContains: [keyword('should not contain $1 values', 'not')],
  isNotEmptyObject: [keyword('must be a non-empty object', 'minProperties', 1)],

  contains: [part('must contain a $1 string', 'must contain ')],
  notContains: [part('should not contain a $1 string', 'must not contain ')],
  isAlpha: [pattern('must contain only letters (a-zA-Z)', 'must have only letters')],
  isAlphanumeric: [pattern('must contain only letters and numbers', 'must have only letters and digits')],
  isAscii: [pattern('must contain only ASCII characters', 'must have only ASCII characters')],
  isLowercase: [pattern('must be a lowercase string', 'must be in lower case')],
  isUppercase: [pattern('must be uppercase', 'must be in upper case')],
  isFullWidth: [pattern('must contain a full-width characters', 'must have a full-width character')],
  isHalfWidth: [pattern('must contain a half-width characters', 'must have a half-width character')],
  isVariableWidth: [
    pattern(
      'must contain a full-width and half-width characters',
      'must have both full-width and half-width characters',
    ),
  ],
  isMultibyte: [pattern('must contain one or more multibyte chars', 'must have a character outside ASCII')],
  isSurrogatePair: [
    pattern('must contain any surrogate pairs chars', 'must have a character outside the basic plane'),
  ],
  isStrongPassword: [
    own('$each$property is not strong enough', 'isStrongPassword', 'must be a stronger password'),
  ],

  isEmail: [keyword('must be an email', 'format', 'email')],
  isUrl: [keyword('must be a URL address', 'format', 'url')],
  isUuid: [keyword('must be a UUID', 'format', 'uuid')],
  isFqdn: [format('must be a valid domain name', 'a domain name')],
  isIp: [format('must be an ip address', 'an IP address')],
  isPort: [format('must be a port', 'a port')],
  isMacAddress: [format('must be a MAC Address', 'a MAC address')],
  isDate: [format('must be a Date instance', 'a date')],
  isDateString: [format('must be a valid ISO 8601 date string', 'an ISO 8601 date')],
  isIso8601: [format('must be a valid ISO 8601 date string', 'an ISO 8601 date')],
  isRFC3339: [keyword('must be RFC 3339 date', 'format', 'date-time')],
  isMilitaryTime: [
    format('must be a valid representation of military time in the format HH:MM', 'a time in the form HH:MM'),
  ],
  isTimeZone: [format('must be a valid IANA time-zone', 'a time zone')],
  isNumberString: [format('must be a number string', 'a number as a string')],
  isBooleanString: [format('must be a boolean string', 'a boolean as a string')],
  isDecimal: [format('is not a valid decimal number.', 'a decimal number')],
  isHexadecimal: [format('must be a hexadecimal number', 'a hexadecimal number')],
  isOctal: [format('must be valid octal number', 'an octal number')],
  isBase32: [format('must be base32 encoded', 'in base 32')],
  isBase58: [format('must be base58 encoded', 'in base 58')],
  isBase64: [format('must be base64 encoded', 'in base 64')],
  isJson: [format('must be a json string', 'JSON')],
  isJwt: [format('must be a jwt string', 'a JSON Web Token')],
  isHash: [format('must be a hash of type $1', 'a hash')],
  isMimeType: [format('must be MIME type format', 'a media type')],
  isDataURI: [format('must be a data uri format', 'a data URI')],
  isMagnetURI: [format('must be magnet uri format', 'a magnet URI')],
  isSemVer: [format('must be a Semantic Versioning Specification', 'a semantic version')],
  isMongoId: [format('must be a mongodb id', 'an object id')],
  IsFirebasePushId: [format('must be a Firebase Push Id', 'a push id')],
  isHexColor: [format('must be a hexadecimal color', 'a hexadecimal color')],
  isHSL: [format('must be a HSL color', 'an HSL color')],
  isRgbColor: [format('must be RGB color', 'an RGB color')],
  isLatLong: [format('must be a latitude,longitude string', 'a latitude and a longitude')],
  isLatitude: [format('must be a latitude string or number', 'a latitude')],
  isLongitude: [format('must be a longitude string or number', 'a longitude')],
  isCurrency: [format('must be a currency', 'an amount of money')],
  isISO4217CurrencyCode: [format('must be a valid ISO4217 currency code', 'a currency code')],
  isISO31661Alpha2: [format('must be a valid ISO31661 Alpha2 code', 'a country code of two letters')],
  isISO31661Alpha3: [format('must be a valid ISO31661 Alpha3 code', 'a country code of three letters')],
  isISO31661Numeric: [format('must be a valid ISO 3166-1 numeric country code', 'a numeric country code')],
  isISO6391: [format('must be a valid ISO 639-1 language code', 'a language code of two letters')],
  isLocale: [format('must be locale', 'a locale')],
  isPostalCode: [format('must be a postal code', 'a postal code')],
  isPhoneNumber: [format('must be a valid phone number', 'a phone number')],
  isMobilePhone: [format('must be a phone number', 'a phone number')],
  isPassportNumber: [format('must be valid passport number', 'a passport number')],
  isIdentityCard: [format('must be a identity card number', 'an identity card number')],
  isTaxId: [format('must be a Tax Identification Number', 'a tax identification number')],
  isCreditCard: [format('must be a credit card', 'a credit card number')],
  isIBAN: [format('must be an IBAN', 'an IBAN')],
  isBIC: [format('must be a BIC or SWIFT code', 'a BIC')],
  isBtcAddress: [format('must be a BTC address', 'a Bitcoin address')],
  isEthereumAddress: [format('must be an Ethereum address', 'an Ethereum address')],
  isEAN: [format('must be an EAN (European Article Number)', 'an EAN')],
  isIsbn: [format('must be an ISBN', 'an ISBN')],
  isISSN: [format('must be a ISSN', 'an ISSN')],
  isIsin: [format('must be an ISIN (stock/security identifier)', 'an ISIN')],
  isISRC: [format('must be an ISRC', 'an ISRC')],
};
