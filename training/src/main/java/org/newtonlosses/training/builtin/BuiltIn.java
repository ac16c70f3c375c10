package org.newtonlosses.training.builtin;

import org.newtonlosses.graphs.net.Architecture;
import org.newtonlosses.graphs.newton.Curvature;
import org.newtonlosses.graphs.optimizer.Optimizer;
import org.newtonlosses.graphs.path.PathAlgorithm;
import org.newtonlosses.graphs.path.PathLoss;
import org.newtonlosses.graphs.rank.ListLoss;
import org.newtonlosses.graphs.sort.RankingAlgorithm;
import org.newtonlosses.graphs.sort.RankingLoss;
import org.newtonlosses.graphs.sort.RelaxedSort;
import org.newtonlosses.training.recipe.Regularization;
import org.newtonlosses.training.registry.Extension;
import org.newtonlosses.training.registry.Registry;
import org.newtonlosses.training.task.lists.LearningToRankTask;
import org.newtonlosses.training.task.lists.ListLosses;
import org.newtonlosses.training.task.lists.ListSource;
import org.newtonlosses.training.task.paths.PathAlgorithms;
import org.newtonlosses.training.task.paths.PathData;
import org.newtonlosses.training.task.paths.PathTask;
import org.newtonlosses.training.task.pictures.PictureSource;
import org.newtonlosses.training.task.pictures.PictureTask;
import org.newtonlosses.training.task.ranking.DigitSource;
import org.newtonlosses.training.task.ranking.RankingTask;
import org.newtonlosses.training.task.ranking.RelaxedSorts;

/** The tasks, algorithms, losses, curvatures, networks and optimisers of this project. */
public final class BuiltIn implements Extension {

  /** Made by the service loader. */
  public BuiltIn() {}

  @Override
  public void register(Registry.Builder add) {
    add.task(new RankingTask());
    add.task(new PathTask());
    add.task(new LearningToRankTask());
    add.task(new PictureTask());
    RelaxedSorts.all().forEach(sort -> add.variant(RelaxedSort.class, sort));
    add.variant(RankingAlgorithm.class, RelaxedSorts.softRank());
    RelaxedSorts.losses().forEach(loss -> add.variant(RankingLoss.class, loss));
    ListLosses.all().forEach(loss -> add.variant(ListLoss.class, loss));
    ListSource.all().forEach(source -> add.variant(ListSource.class, source));
    PictureSource.all().forEach(source -> add.variant(PictureSource.class, source));
    DigitSource.all().forEach(source -> add.variant(DigitSource.class, source));
    PathAlgorithms.all().forEach(algorithm -> add.variant(PathAlgorithm.class, algorithm));
    PathAlgorithms.losses().forEach(loss -> add.variant(PathLoss.class, loss));
    PathData.all().forEach(data -> add.variant(PathData.class, data));
    Curvatures.all().forEach(curvature -> add.variant(Curvature.class, curvature));
    Networks.all().forEach(network -> add.variant(Architecture.class, network));
    Optimizers.all().forEach(optimizer -> add.variant(Optimizer.class, optimizer));
    Optimizers.regularizations().forEach(each -> add.variant(Regularization.class, each));
  }
}
