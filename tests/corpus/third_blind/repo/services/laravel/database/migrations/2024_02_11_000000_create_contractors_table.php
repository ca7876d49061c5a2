<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration {
    public function up(): void
    {
        Schema::create('contractors', function (Blueprint $table) {
            $table->id();
            $table->string('name', 160);
            $table->char('tin', 12)->nullable();
            $table->string('bin', 13)->unique();
            $table->string('nid', 17)->nullable();
            $table->string('mobile', 11);
            $table->string('alt_mobile_no', 14)->nullable();
            $table->string('routing_no', 9)->nullable();
            $table->string('account_no', 17)->nullable();
            $table->string('barcode', 12)->nullable();
            $table->string('fax', 11)->nullable();
            $table->tinyInteger('grade', false, true)->default(10);
            $table->binary('logo', 13);
            $table->uuid('panid')->default('10000000-0000-0000-0000-000000000017');
            $table->timestamps();
        });
    }
};
