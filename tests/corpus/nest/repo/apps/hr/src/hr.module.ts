import { Module } from '@nestjs/common';
import { EmployeeController } from './employee/employee.controller';
import { LoanController } from './loan/loan.controller';

@Module({ controllers: [EmployeeController, LoanController] })
export class HrModule {}
