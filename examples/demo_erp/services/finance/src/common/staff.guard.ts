import { createHmac, timingSafeEqual } from 'node:crypto';
import { CanActivate, ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
import { settings } from '../config/settings';

interface StaffRequest {
  headers: { authorization?: string };
}

/** Every request brings `Bearer <payload>.<signature>`, made by the login service; there is no public endpoint here. */
@Injectable()
export class StaffGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { authorization = '' } = context.switchToHttp().getRequest<StaffRequest>().headers;
    const [payload, signature = ''] = authorization.replace(/^Bearer /, '').split('.');
    const expected = createHmac('sha256', settings().jwt.secret).update(payload).digest();
    const given = Buffer.from(signature, 'base64url');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new UnauthorizedException();
    }
    return true;
  }
}
