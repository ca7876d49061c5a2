import { Injectable, NestMiddleware } from '@nestjs/common';

@Injectable()
export class SupplierTinMiddleware implements NestMiddleware {
  use(req: { headers: Record<string, string> }, res: { status(code: number): { end(): void } }, next: () => void) {
    const tin = req.headers['x-supplier-tin'] ?? '';
    if (tin.length !== 12) return res.status(400).end();
    next();
  }
}
