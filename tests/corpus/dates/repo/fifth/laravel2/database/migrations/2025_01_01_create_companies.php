<?php
Schema::create('companies', function (Blueprint $table) {
    $table->id();
    $table->unsignedTinyInteger('fiscal_start_month')->default(7);
    $table->unsignedTinyInteger('vat_return_day')->default(15);
    $table->string('fiscal_year', 9)->nullable();
    $table->string('colour', 9)->nullable();
    $table->unsignedTinyInteger('login_attempts')->default(15);
    $table->unsignedTinyInteger('birth_month')->default(7);
});
