import { Module } from '@nestjs/common';
import { FigureKeeper } from './FigureKeeper.js';
import { FigureRepository } from './FigureRepository.js';
import { FiguresService } from './FiguresService.js';
import { KeepFiguresJob } from './KeepFiguresJob.js';

/** Figures by day of the workspace (decision 68). */
@Module({ providers: [FiguresService, FigureRepository, FigureKeeper, KeepFiguresJob], exports: [FiguresService] })
export class FiguresModule {}
