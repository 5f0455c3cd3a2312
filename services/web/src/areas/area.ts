import type { Provider, Type } from '@nestjs/common';
import type { MessageKey } from '@wsis/i18n';
import type { DeskEntry } from '../application/desk-entry.js';

/** A part of the site with its pages, what they read and change, and its places on the desk. */
export interface Area {
  readonly controllers: readonly Type[];
  readonly providers?: readonly Provider[];
  readonly desk?: readonly (DeskEntry & { readonly label: MessageKey; readonly explained: MessageKey })[];
}
