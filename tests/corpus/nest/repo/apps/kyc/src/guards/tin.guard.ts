import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';

/** no module and no decorator names it */
@Injectable()
export class TinGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return /^\d{12}$/.test(context.switchToHttp().getRequest().headers['x-tin']);
  }
}
