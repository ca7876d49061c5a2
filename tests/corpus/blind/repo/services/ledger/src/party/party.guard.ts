import { CanActivate, ExecutionContext, ForbiddenException, Injectable } from '@nestjs/common';

@Injectable()
export class PartyGuard implements CanActivate {
  private static TIN = /^(?!0{12})\d{12}$/;
  private static SESSION = /^[a-f0-9]{12}$/;

  canActivate(ctx: ExecutionContext): boolean {
    const { body, headers } = ctx.switchToHttp().getRequest();
    if (!PartyGuard.SESSION.test(headers['x-session'] ?? '')) return false;
    if (String(body.tin ?? '').length != 12) throw new ForbiddenException('TIN missing or malformed');
    if (body.bin && Buffer.byteLength(body.bin) > 13) throw new ForbiddenException();
    if (headers['content-length'] > 13 * 1024) throw new ForbiddenException('too large');
    return true;
  }
}
