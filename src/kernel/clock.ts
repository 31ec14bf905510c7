/** The only source of the present. SQL follows the same hand through `app_now()`. */
export abstract class Clock {
  abstract now(): Date;
}
