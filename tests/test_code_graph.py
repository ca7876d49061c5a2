"""What the graph says of places in small repositories: is it wired, stored, uncalled, dead or inert, and on what way."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from prohori.codebase.graph.analyser import GRAPH_GLOBS, GraphFacts, in_graph
from prohori.codebase.graph.facts import dumped, loaded
from prohori.codebase.graph.graph import Graph, build
from prohori.codebase.graph.reach import Reach
from prohori.snapshot.reads import RecordedReads
from prohori.snapshot.tree import Snapshot
from tests.repositories import Repository


def graph(files: dict[str, str]) -> Graph:
    analyser = GraphFacts()
    return Graph({path: analyser.run(path, dedent(text).encode()) for path, text in files.items()})


def at(files: dict[str, str], place: str) -> Reach:
    """`path:needle`: the reach of the first line with the needle."""
    path, _, needle = place.partition(":")
    lines = dedent(files[path]).splitlines()
    return graph(files).reach(path, line=next(i for i, line in enumerate(lines, 1) if needle in line))


def said(reach: Reach) -> str:
    return f"{reach.kind.value}{'' if reach.sure else '?'}"


PACKAGE = json.dumps({"name": "erp", "private": True, "scripts": {"start": "node dist/main.js"}, "dependencies": {"@nestjs/core": "11"}})
MAIN = """
    import { NestFactory } from '@nestjs/core';
    import { ValidationPipe } from '@nestjs/common';
    import { AppModule } from './app.module';
    async function bootstrap() {
      const app = await NestFactory.create(AppModule);
      app.useGlobalPipes(new ValidationPipe({ whitelist: true }));
      await app.listen(3000);
    }
    bootstrap();
"""
NEST = {
    "package.json": PACKAGE,
    "tsconfig.json": '{ "extends": "./tsconfig.base.json" }',
    "tsconfig.base.json": '{ "compilerOptions": { "baseUrl": ".", /* aliases */ "paths": { "@app/*": ["src/*"], } } }',
    "src/main.ts": MAIN,
    "src/app.module.ts": """
        import { Module } from '@nestjs/common';
        import { TypeOrmModule } from '@nestjs/typeorm';
        import { featureModules } from './features';
        import { Invoice } from './invoice/invoice.entity';
        import { Mixed } from './invoice/mixed.entity';
        @Module({
          imports: [TypeOrmModule.forRoot({ entities: [Invoice, Mixed, __dirname + '/stock/*.entity{.ts,.js}'] }), ...featureModules],
        })
        export class AppModule {}
    """,
    "src/features.ts": """
        import { InvoiceModule } from '@app/invoice';
        import { OldModule } from './old/old.module';
        const all = [InvoiceModule, OldModule];
        const switchedOff = [OldModule];
        export const featureModules = all.filter((m) => !switchedOff.includes(m));
    """,
    "src/invoice/index.ts": "export * from './invoice.module';",
    "src/invoice/invoice.module.ts": """
        import { Module } from '@nestjs/common';
        import { InvoiceController } from './invoice.controller';
        import { StrayController } from './stray.controller';
        import { InvoiceService } from './invoice.service';
        import { Handlers } from './handlers';
        @Module({ controllers: [InvoiceController], providers: [InvoiceService, ...Handlers] })
        export class InvoiceModule {}
        export { StrayController };
    """,
    "src/invoice/handlers.ts": """
        import { CloseHandler } from './close.handler';
        export const Handlers = [CloseHandler];
    """,
    "src/invoice/close.handler.ts": """
        import { CommandHandler, ICommandHandler } from '@nestjs/cqrs';
        @CommandHandler(Object)
        export class CloseHandler implements ICommandHandler {
          async execute() { return this.lock(); }
          private readonly unlock$ = createEffect(() => 3);
          private readonly unread = 4;
          private lock() { return 1; }
          private forgotten() { return 2; }
        }
    """,
    "src/invoice/stray.controller.ts": """
        import { Controller, Get } from '@nestjs/common';
        @Controller('stray')
        export class StrayController {
          @Get() list() { return []; }
        }
    """,
    "src/invoice/invoice.controller.ts": """
        import { Body, Controller, Post, Patch } from '@nestjs/common';
        import { InvoiceService } from './invoice.service';
        import { CreateInvoiceDto, PatchInvoiceDto } from './invoice.dto';
        import type { TypedDto } from './typed.dto';
        @Controller('invoices')
        export class InvoiceController {
          constructor(private readonly invoices: InvoiceService) {}
          @Post() create(@Body() dto: CreateInvoiceDto) { return this.invoices.create(dto); }
          @Patch() patch(@Body() dto: Partial<PatchInvoiceDto>, @Body('x') inline: { amount: number }) { return dto; }
          @Patch('typed') typed(@Body() dto: TypedDto) { return dto; }
          helper() { return 1; }
        }
    """,
    "src/invoice/invoice.dto.ts": """
        import { IsNumber, Matches, ValidateNested } from 'class-validator';
        import { Type } from 'class-transformer';
        export class LineDto {
          @IsNumber() lineAmount: number;
        }
        export class Base {
          @Matches(/^\\d{12}$/) tin: string;
        }
        export class CreateInvoiceDto extends Base {
          @IsNumber()
          vat: number;
          @ValidateNested({ each: true }) @Type(() => LineDto) lines: LineDto[];
        }
        export class PatchInvoiceDto {
          @IsNumber() patched: number;
        }
        export class NobodysDto {
          @IsNumber() unused: number;
        }
    """,
    "src/invoice/typed.dto.ts": """
        import { IsNumber } from 'class-validator';
        export class TypedDto {
          @IsNumber() typed: number;
        }
    """,
    "src/invoice/invoice.service.ts": """
        import { Injectable } from '@nestjs/common';
        import { RATES, Status, DEAD_RATE } from './rates';
        import { TaxService } from '../tax/tax.service';
        @Injectable()
        export class InvoiceService {
          constructor(private readonly tax: TaxService) {}
          create(dto: { vat: number }) {
            function rounded(x: number) { return x; }
            function neverCalled(x: number) { return x; }
            return rounded(dto.vat * RATES.standard) + this.tax.add(Status.Open);
          }
          reprint() { return RATES.reprint; }
        }
    """,
    "src/invoice/rates.ts": """
        export const RATES = {
          standard: 0.15,
          reprint: 0.05,
        };
        export enum Status {
          Open = 'open',
          Frozen = 'frozen',
        }
        export const DEAD_RATE = 0.1;
        export interface Shape { rate: 15 }
    """,
    "src/tax/tax.service.ts": """
        export abstract class Adder { abstract add(x: unknown): number; }
        export class TaxService extends Adder {
          add(x: unknown) { return 1; }
          subtract(x: unknown) { return 1; }
        }
    """,
    "src/invoice/invoice.entity.ts": """
        import { Entity, Column } from 'typeorm';
        import { Min } from 'class-validator';
        @Entity()
        export class Invoice {
          @Column({ precision: 12, scale: 2 })
          @Min(0)
          total: number;
        }
    """,
    "src/invoice/mixed.entity.ts": """
        import { Entity, Column } from 'typeorm';
        @Entity()
        export class Mixed { @Column() amount: number; }
    """,
    "src/stock/stock.entity.ts": """
        import { Entity, Column } from 'typeorm';
        @Entity()
        export class Stock { @Column() quantity: number; }
    """,
    "src/stock/orphan.ts": """
        import { Entity, Column } from 'typeorm';
        @Entity()
        export class Orphan { @Column() orphaned: number; }
    """,
    "src/old/old.module.ts": """
        import { Module } from '@nestjs/common';
        import { OldController } from './old.controller';
        @Module({ controllers: [OldController] })
        export class OldModule {}
    """,
    "src/old/old.controller.ts": """
        import { Controller, Get } from '@nestjs/common';
        @Controller('old')
        export class OldController { @Get() rate() { return 0.1; } }
    """,
    "src/unused.ts": "export const VAT = 0.15;",
    "src/only-tested.ts": "export const TESTED = 0.15;",
    "src/invoice/invoice.spec.ts": "import { TESTED } from '../only-tested'; it('x', () => TESTED);",
}


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("src/invoice/invoice.controller.ts:create(", "wired"),
        ("src/invoice/invoice.controller.ts:helper(", "uncalled"),
        ("src/invoice/stray.controller.ts:list()", "uncalled"),
        ("src/old/old.controller.ts:rate()", "uncalled"),
        ("src/invoice/close.handler.ts:execute", "wired"),
        ("src/invoice/close.handler.ts:lock() { return 1", "wired"),
        ("src/invoice/close.handler.ts:forgotten", "uncalled?"),
        ("src/invoice/close.handler.ts:unlock$", "wired"),
        ("src/invoice/invoice.service.ts:reprint()", "uncalled"),
        ("src/invoice/invoice.service.ts:function rounded", "wired"),
        ("src/invoice/invoice.service.ts:function neverCalled", "uncalled"),
        ("src/tax/tax.service.ts:add(x: unknown) { return", "wired"),
        ("src/tax/tax.service.ts:subtract", "uncalled"),
        ("src/invoice/rates.ts:standard", "wired"),
        ("src/invoice/rates.ts:reprint", "uncalled"),
        ("src/invoice/rates.ts:Open", "wired"),
        ("src/invoice/rates.ts:Frozen", "inert"),
        ("src/invoice/rates.ts:DEAD_RATE", "inert"),
        ("src/invoice/rates.ts:Shape", "inert"),
        ("src/invoice/invoice.dto.ts:IsNumber()\n", "wired"),
        ("src/invoice/invoice.dto.ts:tin", "wired"),
        ("src/invoice/invoice.dto.ts:lineAmount", "wired"),
        ("src/invoice/invoice.dto.ts:patched", "inert"),
        ("src/invoice/invoice.dto.ts:unused", "uncalled"),
        ("src/invoice/typed.dto.ts:typed", "inert"),
        ("src/invoice/invoice.entity.ts:@Column(", "db"),
        ("src/invoice/invoice.entity.ts:@Min(0)", "inert"),
        ("src/invoice/invoice.entity.ts:total", "db"),
        ("src/stock/stock.entity.ts:quantity", "db"),
        ("src/stock/orphan.ts:orphaned", "dead"),
        ("src/unused.ts:VAT", "dead"),
        ("src/only-tested.ts:TESTED", "dead"),
        ("src/invoice/invoice.spec.ts:TESTED", "dead"),
    ],
)
def test_a_place_in_a_nest_application_is_what_it_does(place: str, kind: str) -> None:
    if place.endswith("IsNumber()\n"):
        lines = dedent(NEST["src/invoice/invoice.dto.ts"]).splitlines()
        reach = graph(NEST).reach("src/invoice/invoice.dto.ts", line=lines.index("  @IsNumber()") + 1)
    else:
        reach = at(NEST, place)
    assert said(reach) == kind, reach.because


def test_the_way_leads_from_the_entry_point_through_the_modules() -> None:
    reach = graph(NEST).reach("src/invoice/invoice.controller.ts", symbol="InvoiceController.create")
    assert reach.because.startswith("src/main.ts → bootstrap → AppModule → InvoiceModule → InvoiceController.create")


def test_without_a_pipe_no_validator_of_a_dto_is_evaluated() -> None:
    files = NEST | {"src/main.ts": MAIN.replace("app.useGlobalPipes(new ValidationPipe({ whitelist: true }));", "")}
    reach = at(files, "src/invoice/invoice.dto.ts:tin")
    assert said(reach) == "inert"
    assert at(NEST, "src/invoice/invoice.dto.ts:tin").kind == "wired"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("@Post() create(", "@Post() @UsePipes(new ValidationPipe()) create("),
        ("@Controller('invoices')", "@UsePipes(ValidationPipe)\n@Controller('invoices')"),
        ("@Body() dto: CreateInvoiceDto", "@Body(new ValidationPipe()) dto: CreateInvoiceDto"),
        ("@Post() create(", "@Post() @Checked() create("),
    ],
)
def test_a_pipe_of_a_class_a_method_a_parameter_or_a_composed_decorator_validates(was: str, becomes: str) -> None:
    controller = NEST["src/invoice/invoice.controller.ts"].replace("Patch }", "Patch, UsePipes, ValidationPipe }").replace(was, becomes)
    files = NEST | {
        "src/main.ts": MAIN.replace("app.useGlobalPipes(new ValidationPipe({ whitelist: true }));", ""),
        "src/invoice/invoice.controller.ts": "import { Checked } from './checked';\n" + dedent(controller),
        "src/invoice/checked.ts": """
            import { applyDecorators, UsePipes, ValidationPipe } from '@nestjs/common';
            export const Checked = () => applyDecorators(UsePipes(new ValidationPipe()));
        """,
    }
    assert said(at(files, "src/invoice/invoice.dto.ts:tin")) == "wired"


def test_a_pipe_provided_by_a_module_validates() -> None:
    files = NEST | {
        "src/main.ts": MAIN.replace("app.useGlobalPipes(new ValidationPipe({ whitelist: true }));", ""),
        "src/invoice/invoice.module.ts": dedent(NEST["src/invoice/invoice.module.ts"])
        .replace("...Handlers]", "...Handlers, { provide: APP_PIPE, useClass: ValidationPipe }]")
        .replace("import { Module }", "import { APP_PIPE } from '@nestjs/core';\nimport { Module, ValidationPipe }"),
    }
    assert said(at(files, "src/invoice/invoice.dto.ts:tin")) == "wired"


def test_the_pipe_of_one_application_does_not_validate_for_another() -> None:
    files = {f"apps/a/{p}": t for p, t in NEST.items()} | {
        f"apps/b/{p}": t.replace("app.useGlobalPipes(new ValidationPipe({ whitelist: true }));", "") for p, t in NEST.items()
    }
    assert said(at(files, "apps/a/src/invoice/invoice.dto.ts:tin")) == "wired"
    assert said(at(files, "apps/b/src/invoice/invoice.dto.ts:tin")) == "inert"


def test_the_pipe_that_a_module_of_one_application_provides_does_not_validate_for_another() -> None:
    module = (
        dedent(NEST["src/invoice/invoice.module.ts"])
        .replace("...Handlers]", "...Handlers, { provide: APP_PIPE, useClass: ValidationPipe }]")
        .replace("import { Module }", "import { APP_PIPE } from '@nestjs/core';\nimport { Module, ValidationPipe }")
    )
    bare = NEST | {"src/main.ts": MAIN.replace("app.useGlobalPipes(new ValidationPipe({ whitelist: true }));", "")}
    files = (
        {f"apps/b/{p}": t for p, t in bare.items()}
        | {f"apps/a/{p}": t for p, t in bare.items()}
        | {"apps/a/src/invoice/invoice.module.ts": module}
    )
    assert said(at(files, "apps/a/src/invoice/invoice.dto.ts:tin")) == "wired"
    assert said(at(files, "apps/b/src/invoice/invoice.dto.ts:tin")) == "inert"


def test_a_call_of_the_validator_evaluates_the_class_it_names() -> None:
    files = NEST | {
        "src/main.ts": "import { check } from './check';\ncheck({});\n" + dedent(MAIN),
        "src/check.ts": """
            import { validateSync } from 'class-validator';
            import { plainToInstance } from 'class-transformer';
            import { NobodysDto } from './invoice/invoice.dto';
            export function check(raw: object) { return validateSync(plainToInstance(NobodysDto, raw)); }
        """,
    }
    assert said(at(files, "src/invoice/invoice.dto.ts:unused")) == "wired"


def test_a_module_that_depends_on_a_condition_is_wired_but_not_surely() -> None:
    files = NEST | {
        "src/app.module.ts": dedent(NEST["src/app.module.ts"])
        .replace("...featureModules", "...featureModules, ...(process.env.OLD ? [LateModule] : [])")
        .replace("import { Module }", "import { LateModule } from './late.module';\nimport { Module }"),
        "src/late.module.ts": """
            import { Module, Controller, Get } from '@nestjs/common';
            @Controller('late')
            export class LateController { @Get() late() { return 0.1; } }
            @Module({ controllers: [LateController] })
            export class LateModule {}
        """,
    }
    assert said(at(files, "src/late.module.ts:late() {")) == "wired?"


def test_a_dynamic_module_registers_what_its_factory_returns() -> None:
    files = NEST | {
        "src/app.module.ts": dedent(NEST["src/app.module.ts"])
        .replace("...featureModules", "...featureModules, DynModule.register()")
        .replace("import { Module }", "import { DynModule } from './dyn.module';\nimport { Module }"),
        "src/dyn.module.ts": """
            import { Module, Controller, Get, DynamicModule } from '@nestjs/common';
            @Controller('dyn')
            export class DynController { @Get() dyn() { return 0.1; } }
            @Controller('not')
            export class NotController { @Get() not() { return 0.1; } }
            @Module({})
            export class DynModule {
              static register(): DynamicModule { return { module: DynModule, controllers: [DynController] }; }
              static unused(): DynamicModule { return { module: DynModule, controllers: [NotController] }; }
            }
        """,
    }
    assert said(at(files, "src/dyn.module.ts:dyn()")) == "wired"
    assert said(at(files, "src/dyn.module.ts:not()")) == "uncalled"


def test_a_service_called_vendor_is_no_vendored_code() -> None:
    files = {f"apps/vendor/{p}": t for p, t in NEST.items()}
    assert said(at(files, "apps/vendor/src/invoice/invoice.dto.ts:tin")) == "wired"
    assert in_graph("apps/vendor/src/main.ts")
    assert not in_graph("vendor/laravel/framework/src/a.php")


def test_a_module_that_is_filtered_out_by_its_name_is_not_registered() -> None:
    features = (
        dedent(NEST["src/features.ts"])
        .replace("!switchedOff.includes(m)", "m !== OldModule")
        .replace("const switchedOff = [OldModule];", "")
    )
    assert said(at(NEST | {"src/features.ts": features}, "src/old/old.controller.ts:rate()")) == "uncalled"


def test_an_implementation_that_nothing_provides_is_not_wired_through_its_base() -> None:
    files = NEST | {
        "src/invoice/invoice.service.ts": NEST["src/invoice/invoice.service.ts"]
        .replace("readonly tax: TaxService", "readonly tax: Adder")
        .replace("import { TaxService }", "import { Adder, TaxService as Used }")
        .replace("@Injectable()", "Used.name;\n        @Injectable()"),
        "src/tax/tax.service.ts": NEST["src/tax/tax.service.ts"]
        + "        export class LaxService extends Adder { add(x: unknown) { return 2; } }\n",
    }
    assert said(at(files, "src/tax/tax.service.ts:return 2")) == "uncalled"
    assert at(files, "src/tax/tax.service.ts:add(x: unknown) { return 1").kind == "wired"


MONOREPO = {
    "package.json": json.dumps({"name": "root", "private": True, "workspaces": ["packages/*"]}),
    "packages/api/package.json": json.dumps({"name": "@erp/api", "private": True, "scripts": {"start": "ts-node src/start-here.ts"}}),
    "packages/api/src/start-here.ts": """
        const express = require('express');
        const { taxRouter } = require('./tax.router');
        import { vatOf } from '@erp/tax';
        import * as money from '@erp/tax/money';
        const app = express();
        app.use('/tax', taxRouter);
        app.get('/vat', (req, res) => res.json(vatOf(1) + money.rounded(2)));
        app.get('/late', async (req, res) => { const { late } = await import('./late'); res.json(late()); });
        app.listen(3000);
    """,
    "packages/api/src/tax.router.ts": """
        import { Router } from 'express';
        import { mounted, unmounted } from './handlers';
        const taxRouter = Router();
        const otherRouter = Router();
        taxRouter.get('/a', mounted);
        otherRouter.get('/b', unmounted);
        export { taxRouter, otherRouter };
    """,
    "packages/api/src/handlers.ts": "export function mounted() { return 1; }\nexport function unmounted() { return 2; }\n",
    "packages/api/src/late.ts": "export const late = () => 1;\nexport const later = () => 2;\n",
    "packages/tax/package.json": json.dumps({"name": "@erp/tax", "main": "dist/index.js", "private": True}),
    "packages/tax/src/index.ts": "export { vatOf as vatOf } from './vat';\nexport * from './more';\n",
    "packages/tax/src/vat.ts": "export function vatOf(x: number) { return x * 0.15; }\nexport function vatBefore(x: number) {}\n",
    "packages/tax/src/more.ts": "export const more = 1;\n",
    "packages/tax/src/money.ts": "export function rounded(x: number) { return x; }\n",
    "packages/lone/package.json": json.dumps({"name": "@erp/lone", "main": "dist/index.js"}),
    "packages/lone/src/index.ts": "export const published = 0.15;\n",
}


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("packages/tax/src/vat.ts:vatOf", "wired"),
        ("packages/tax/src/vat.ts:vatBefore", "uncalled"),
        ("packages/tax/src/more.ts:more", "inert"),
        ("packages/tax/src/money.ts:rounded", "wired"),
        ("packages/api/src/handlers.ts:function mounted", "wired"),
        ("packages/api/src/handlers.ts:function unmounted", "uncalled"),
        ("packages/api/src/late.ts:late =", "wired"),
        ("packages/api/src/late.ts:later =", "uncalled"),
        ("packages/lone/src/index.ts:published", "dead?"),
    ],
)
def test_packages_routers_and_late_imports_are_followed(place: str, kind: str) -> None:
    assert said(at(MONOREPO, place)) == kind


PYTHON = {
    "pyproject.toml": '[project]\nname = "erp"\n[project.scripts]\nclose = "erp.commands:close"\n',
    "Procfile": "web: uvicorn erp.main:app\n",
    "erp/__init__.py": "",
    "erp/commands.py": "def close():\n    return 1\n\ndef reopen():\n    return 2\n",
    "erp/main.py": """
        from fastapi import FastAPI
        from erp import invoices
        from .tax import router as tax_router
        app = FastAPI()
        app.include_router(tax_router)
        @app.get("/")
        def home():
            return invoices.total(1)
    """,
    "erp/tax.py": """
        from fastapi import APIRouter
        router = APIRouter()
        forgotten = APIRouter()
        @router.get("/vat")
        def vat():
            return VAT
        @forgotten.get("/old")
        def old():
            return OLD
        VAT = 0.15
        OLD = 0.10
    """,
    "erp/invoices.py": """
        class Invoice:
            def total(self): return self.net() * 2
            def net(self): return 1
            def gross(self): return 1
        def total(x):
            return Invoice().total()
    """,
    "erp/unused.py": "RATE = 0.15\n",
}


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("erp/main.py:def home", "wired"),
        ("erp/tax.py:def vat", "wired"),
        ("erp/tax.py:VAT = ", "wired"),
        ("erp/tax.py:def old", "uncalled"),
        ("erp/tax.py:OLD = ", "uncalled"),
        ("erp/invoices.py:def net", "wired"),
        ("erp/invoices.py:def gross", "uncalled"),
        ("erp/commands.py:def close", "wired"),
        ("erp/commands.py:def reopen", "uncalled"),
        ("erp/unused.py:RATE", "dead"),
    ],
)
def test_python_routers_commands_and_calls_are_followed(place: str, kind: str) -> None:
    reach = at(PYTHON, place)
    assert said(reach) in (kind, f"{kind}?") if "def old" in place else said(reach) == kind, reach.because


FRAPPE = {
    "pay/hooks.py": 'doc_events = {"Leave": {"validate": "pay.checks.check_leave"}}\n',
    "pay/__init__.py": "",
    "pay/checks.py": "def check_leave(doc): return limit()\ndef limit(): return 12\ndef unhooked(): return 1\n",
    "pay/pay/__init__.py": "",
    "pay/pay/doctype/__init__.py": "",
    "pay/pay/doctype/slip/__init__.py": "",
    "pay/pay/doctype/slip/slip.json": '{"doctype": "DocType", "name": "Slip",\n "fields": [{"fieldname": "tax", "fieldtype": "Currency"}]}',
    "pay/pay/doctype/slip/slip.py": """
        import frappe
        from frappe.model.document import Document
        class Slip(Document):
            def validate(self): self.set_tax()
            def set_tax(self): self.tax = 1
            def leftover(self): self.tax = 2
        @frappe.whitelist()
        def preview(): return 1
        def internal(): return 2
    """,
}


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("pay/checks.py:def check_leave", "wired"),
        ("pay/checks.py:def limit", "wired"),
        ("pay/checks.py:def unhooked", "uncalled"),
        ("pay/pay/doctype/slip/slip.py:def validate", "wired"),
        ("pay/pay/doctype/slip/slip.py:def set_tax", "wired"),
        ("pay/pay/doctype/slip/slip.py:def leftover", "uncalled?"),
        ("pay/pay/doctype/slip/slip.py:def preview", "wired"),
        ("pay/pay/doctype/slip/slip.py:def internal", "uncalled"),
        ("pay/pay/doctype/slip/slip.json:tax", "db"),
    ],
)
def test_hooks_documents_and_whitelisted_functions_of_frappe_are_entry_points(place: str, kind: str) -> None:
    assert said(at(FRAPPE, place)) == kind


LARAVEL = {
    "composer.json": json.dumps({"autoload": {"psr-4": {"App\\": "app/"}}}),
    "bootstrap/app.php": "<?php\nreturn Application::configure()->withRouting(api: __DIR__.'/../routes/api.php');\n",
    "routes/api.php": """<?php
        use App\\Http\\Controllers\\InvoiceController;
        Route::post('/invoices', [InvoiceController::class, 'store']);
    """,
    "config/tax.php": "<?php\nreturn [\n  'vat' => 15,\n  'old' => 10,\n];\n",
    "app/Http/Controllers/InvoiceController.php": """<?php
        namespace App\\Http\\Controllers;
        use App\\Http\\Requests\\StoreInvoice;
        use App\\Services\\Vat;
        class InvoiceController extends Controller {
            public function __construct(private Vat $vat) {}
            public function store(StoreInvoice $request) { return $this->vat->of($request->amount); }
            public function destroy() { return 1; }
        }
    """,
    "app/Http/Requests/StoreInvoice.php": """<?php
        namespace App\\Http\\Requests;
        use Illuminate\\Foundation\\Http\\FormRequest;
        class StoreInvoice extends FormRequest {
            public function rules() { return ['tin' => 'digits:12']; }
        }
    """,
    "app/Http/Requests/OldInvoice.php": """<?php
        namespace App\\Http\\Requests;
        use Illuminate\\Foundation\\Http\\FormRequest;
        class OldInvoice extends FormRequest {
            public function rules() { return ['tin' => 'digits:10']; }
        }
    """,
    "app/Services/Late.php": "<?php\nnamespace App\\Services;\nclass Late {\n public function rate() { return 10; }\n}\n",
    "public/worker.js": "const RATE = 10;\n",
    "app/Services/Vat.php": """<?php
        namespace App\\Services;
        use App\\Services\\Late;
        class Vat {
            public function late() { return new Late(); }
            public function of($x) { return $x * config('tax.vat'); }
            public function before($x) { return $x; }
            public function reversed($x) { return $x; }
        }
    """,
    "database/migrations/2024_01_01_create.php": """<?php
        return new class extends Migration {
            public function up() { Schema::create('invoices', function ($t) { $t->decimal('total', 12, 2); }); }
        };
    """,
}


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("app/Http/Controllers/InvoiceController.php:function store", "wired"),
        ("app/Http/Requests/StoreInvoice.php:digits:12", "wired"),
        ("app/Http/Requests/OldInvoice.php:digits:10", "dead"),
        ("app/Services/Vat.php:function of", "wired"),
        ("app/Services/Vat.php:function reversed", "uncalled"),
        ("app/Services/Late.php:function rate", "dead?"),
        ("public/worker.js:RATE", "unsure?"),
        ("config/tax.php:vat", "wired"),
        ("config/tax.php:old", "inert?"),
        ("database/migrations/2024_01_01_create.php:decimal", "db"),
    ],
)
def test_routes_form_requests_and_configuration_of_laravel_are_followed(place: str, kind: str) -> None:
    assert said(at(LARAVEL, place)) == kind


@pytest.mark.parametrize(
    ("path", "text", "needle", "kind"),
    [
        ("A.java", '@RestController\nclass A {\n @GetMapping("/")\n int rate() { return 15; }\n}\n', "int rate", "wired?"),
        ("A.java", "class A {\n int rate() { return 15; }\n}\n", "int rate", "unsure?"),
        ("A.cs", "[ApiController]\nclass A {\n [HttpGet]\n int Rate() { return 15; }\n}\n", "int Rate", "wired?"),
    ],
)
def test_java_and_csharp_are_never_sure(path: str, text: str, needle: str, kind: str) -> None:
    assert said(at({path: text}, f"{path}:{needle}")) == kind


def test_what_is_not_followed_is_unsure() -> None:
    made = graph(NEST)
    assert said(made.reach("src/nowhere.ts")) == "unsure?"
    assert said(made.reach("src/invoice/rates.ts", symbol="NOT_THERE")) == "unsure?"


def test_a_repository_without_an_entry_point_calls_nothing_dead() -> None:
    assert said(at({"lib/rates.ts": "export const VAT = 0.15;\n"}, "lib/rates.ts:VAT")) == "unsure?"


def test_a_graph_of_a_snapshot_reads_only_what_its_globs_name(tmp_path: Path) -> None:
    files = {path: dedent(text) for path, text in NEST.items()} | {"README.md": "VAT is 15 %", "vendor/x.php": "<?php\n"}
    reads = RecordedReads(
        Snapshot.take(Repository.create(tmp_path / "erp", files).path), today=date(2026, 1, 1), settings={}, memo=None, code_version="1"
    )
    made = build(reads, reads.glob(*GRAPH_GLOBS))
    assert said(made.reach("src/invoice/invoice.controller.ts", symbol="InvoiceController.create")) == "wired"
    assert said(made.reach("README.md", line=1)) == "unsure?"
    assert said(made.reach("vendor/x.php", line=1)) == "unsure?"


def test_the_build_replaces_an_environment_file_by_one_that_is_wired() -> None:
    files = NEST | {
        "project.json": json.dumps({"targets": {"build": {"fileReplacements": [{"replace": "src/env.ts", "with": "src/env.prod.ts"}]}}}),
        "src/env.prod.ts": "export const environment = { vat: 15 };",
    }
    assert graph(files).reach("src/env.prod.ts").kind == "wired"


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ("import { A } from './a';\nconst a: A | null = null;", "dead"),
        ("import type { A } from './a';", "dead"),
        ("import { A } from './a';\nconsole.log(A);", "wired"),
        ("import './a';", "wired"),
        ("import('./a').then((m) => m.A);", "wired"),
        ("require('./a');", "wired"),
        ("// import './a';", "dead"),
        ("const text = \"import './a'\";", "dead"),
    ],
)
def test_only_an_import_that_is_left_when_types_are_gone_loads_a_file(start: str, kind: str) -> None:
    files = {"package.json": PACKAGE, "src/main.ts": start, "src/a.ts": "console.log('loaded');\nexport class A {}\n"}
    assert graph(files).reach("src/a.ts", line=1).kind == kind


def test_nothing_is_surely_dead_where_a_loaded_file_could_not_be_read() -> None:
    files = {
        "package.json": PACKAGE,
        "src/main.ts": "import { a } from './big';\na();\nfunction later() {}",
        "src/unused.ts": "export const VAT = 1;",
        "src/big.ts": "",
    }
    facts = {path: GraphFacts().run(path, text.encode()) for path, text in files.items()}
    assert said(Graph(facts).reach("src/unused.ts", line=1)) == "dead"
    facts["src/big.ts"] = GraphFacts().run("src/big.ts", b"a" * 2_000_000)
    assert said(Graph(facts).reach("src/unused.ts", line=1)) == "dead?"
    assert said(Graph(facts).reach("src/main.ts", symbol="later")) == "uncalled?"


def test_facts_are_the_same_after_they_were_stored() -> None:
    analyser = GraphFacts()
    for path, text in [*NEST.items(), *PYTHON.items(), *LARAVEL.items(), *FRAPPE.items()]:
        facts = analyser.run(path, dedent(text).encode())
        assert loaded(dumped(facts)) == facts


@pytest.mark.parametrize(
    "content", [b"\xff\x00\xff", b"class {{{{", b"import from from '", b"\xf0\x9f\x98\x80 @Module(", b"", b"const a = `${`${`"]
)
@pytest.mark.parametrize(
    "path", ["a.ts", "a.py", "a.php", "a.vue", "package.json", "tsconfig.json", "composer.json", "a.java", ".env", "config/a.yml"]
)
def test_broken_files_never_stop_the_graph(path: str, content: bytes) -> None:
    facts = GraphFacts().run(path, content)
    assert loaded(dumped(facts)) == facts
    Graph({path: facts}).reach(path, line=1)
