import { RequestMethod, type INestApplication } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { ACCESS_RULE, type AccessRule } from '@wsis/http';
import type { WorkKind } from './gate.js';

/** One route and who may use it. */
export interface RouteEntry {
  readonly method: string;
  readonly path: string;
  readonly rule: AccessRule;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use a route that was registered beside Nest. */
    access?: AccessRule;
    /** What kind of work the route is; told by its method unless said. `own`: it asks for its share itself. */
    work?: WorkKind | 'own';
    /** The switch that pauses the route. */
    pausedBy?: string;
  }
}

/** Notes every route that Fastify is given, so that none escapes the check below. */
export function collectRoutes(fastify: FastifyInstance): readonly RouteOptions[] {
  const seen: RouteOptions[] = [];
  fastify.addHook('onRoute', (route) => {
    seen.push(route);
  });
  return seen;
}

/**
 * Lists every route with its access rule.
 * Throws, and so stops the boot, when a route has none.
 */
export function routeTable(app: INestApplication, prefix: string, raw: readonly RouteOptions[]): readonly RouteEntry[] {
  const entries: RouteEntry[] = [];
  const missing: string[] = [];
  const known = new Set<string>();
  const scanner = new MetadataScanner();
  for (const wrapper of app.get(DiscoveryService).getControllers()) {
    const instance = wrapper.instance as object | null;
    if (!instance || !wrapper.metatype) continue;
    const prototype = Object.getPrototypeOf(instance) as object;
    const base = firstPath(Reflect.getMetadata(PATH_METADATA, wrapper.metatype));
    for (const name of scanner.getAllMethodNames(prototype)) {
      const handler = (prototype as Record<string, unknown>)[name];
      if (typeof handler !== 'function') continue;
      const path = Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined;
      if (path === undefined) continue;
      const method = RequestMethod[(Reflect.getMetadata(METHOD_METADATA, handler) as number | undefined) ?? 0] ?? 'GET';
      const full = `/${[prefix, base, firstPath(path)]
        .map((part) => part.replace(/^\/|\/$/g, ''))
        .filter(Boolean)
        .join('/')}`;
      const rule = (Reflect.getMetadata(ACCESS_RULE, handler) ?? Reflect.getMetadata(ACCESS_RULE, wrapper.metatype)) as
        AccessRule | undefined;
      known.add(`${method} ${full}`);
      if (rule) entries.push({ method, path: full, rule });
      else missing.push(`${method} ${full}`);
    }
  }
  for (const route of raw) {
    for (const method of [route.method].flat()) {
      if (method === 'HEAD' || method === 'OPTIONS' || known.has(`${method} ${route.url}`)) continue;
      if (!route.url.startsWith(`/${prefix}`) || /\/docs(\/|$)|\/docs-json|openapi\.(json|yaml)$/.test(route.url))
        continue;
      const rule = route.config?.access;
      if (rule) entries.push({ method, path: route.url, rule });
      else if (!route.url.includes('*')) missing.push(`${method} ${route.url}`);
    }
  }
  if (missing.length > 0) throw new Error(`Routes without an access rule: ${missing.join(', ')}`);
  return entries;
}

function firstPath(path: unknown): string {
  if (Array.isArray(path)) return String(path[0] ?? '');
  return typeof path === 'string' ? path : '';
}
