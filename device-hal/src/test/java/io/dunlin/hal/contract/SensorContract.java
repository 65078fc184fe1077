package io.dunlin.hal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.hal.Column;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import io.dunlin.hal.Sample;
import io.dunlin.hal.ScalarSensor;
import io.dunlin.hal.Sensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every sensor gives rows that fit its columns, or says why not. */
public interface SensorContract extends HardwareContract {
  int READS = 300;

  @Test
  default void samplesFitTheirColumns() throws Exception {
    try (Hardware hardware = open()) {
      assertThat(hardware.sensors()).isNotEmpty();
      for (Sensor sensor : hardware.sensors()) {
        int values = 0;
        for (int i = 0; i < READS; i++) {
          values += fits(sensor.columns(), sensor.sample()) ? 1 : 0;
          pause();
        }
        assertThat(values).as("values of %s in %d reads", sensor.name(), READS).isPositive();
      }
    }
  }

  @Test
  default void columnsStayTheSameAndNamesDiffer() throws Exception {
    try (Hardware hardware = open()) {
      for (Sensor sensor : hardware.sensors()) {
        List<Column> columns = sensor.columns();
        assertThat(sensor.name()).matches("[a-z0-9][a-z0-9_-]{0,31}");
        assertThat(columns).hasSizeBetween(1, Sample.CELLS_MAX);
        assertThat(columns.stream().map(Column::name)).doesNotHaveDuplicates();
        sensor.sample();
        assertThat(sensor.columns()).isEqualTo(columns);
      }
    }
  }

  @Test
  default void scalarsStateUnitAndScaleAsTheirColumn() throws Exception {
    try (Hardware hardware = open()) {
      for (Sensor sensor : hardware.sensors()) {
        if (sensor instanceof ScalarSensor scalar) {
          assertThat(scalar.columns())
              .containsExactly(Column.integer(scalar.name(), scalar.unit(), scalar.scale()));
        }
      }
    }
  }

  private static boolean fits(List<Column> columns, Reading<Sample> reading) {
    return switch (reading) {
      case Reading.Value<Sample>(Sample sample) -> {
        assertThat(sample.cells()).hasSameSizeAs(columns);
        for (int i = 0; i < columns.size(); i++) {
          assertThat(columns.get(i).admits(sample.cells().get(i))).isTrue();
        }
        yield true;
      }
      case Reading.Missing<Sample>(Reason why) -> {
        assertThat(why.detail()).isNotBlank();
        assertThat(why.cause()).isIn(Reason.Cause.NOT_READY, Reason.Cause.ENDED);
        yield false;
      }
    };
  }
}
