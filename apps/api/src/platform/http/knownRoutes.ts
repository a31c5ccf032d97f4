import type { FastifyInstance, FastifyRequest, HTTPMethods } from 'fastify';
import createRouter from 'find-my-way';
import { requestLimits } from './requestLimits.js';

/** The dashboard's page answers every GET that no other route does; it is the one route that knows no address of its own. */
const CATCH_ALL = /^\/?\*$/;

/** Which methods an address has: what Fastify's own router cannot tell, because it looks for an address and a method at once. */
export class KnownRoutes {
  private readonly router = createRouter({ maxParamLength: requestLimits.pathParameterLength });
  private readonly methods = new Set<HTTPMethods>();

  /** Call before any route is registered. */
  static of(fastify: FastifyInstance): KnownRoutes {
    const routes = new KnownRoutes();
    fastify.addHook('onRoute', ({ url, method }) => {
      if (CATCH_ALL.test(url)) return;
      for (const one of [method].flat()) routes.add(one as HTTPMethods, url);
    });
    return routes;
  }

  /** Read from the address as it was sent, by the same rules as the route of a request. */
  methodsOf(url: string): HTTPMethods[] {
    return [...this.methods].filter((method) => this.router.find(method as createRouter.HTTPMethod, url) !== null).sort();
  }

  private add(method: HTTPMethods, url: string): void {
    if (this.router.hasRoute(method as createRouter.HTTPMethod, url)) return;
    this.methods.add(method);
    this.router.on(method as createRouter.HTTPMethod, url, () => undefined);
  }
}

/** No route of its own matched: the page of the dashboard, or nothing. */
export function isUnmatched(request: FastifyRequest): boolean {
  return request.is404 || CATCH_ALL.test(request.routeOptions.url ?? '*');
}
