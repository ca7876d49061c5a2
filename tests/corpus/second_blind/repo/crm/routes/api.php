<?php

use App\Http\Controllers\PartyController;
use Illuminate\Support\Facades\Route;

Route::post('/parties', [PartyController::class, 'store']);
Route::get('/parties/tin/{tin}', [PartyController::class, 'byTin'])->where('tin', '[0-9]{12}');
Route::get('/parties/bin/{bin}', [PartyController::class, 'byBin'])->where('bin', '[0-9]{13}');
Route::get('/tickets/{ticket}', [PartyController::class, 'ticket'])->where('ticket', '[0-9]{12}');
Route::middleware('throttle:15,1')->get('/ping', fn () => 'pong');
