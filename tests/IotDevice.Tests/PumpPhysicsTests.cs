using System;
using Xunit;

namespace IotDevice.Tests;

/// <summary>The simulator obeys the laws that it names.</summary>
public sealed class PumpPhysicsTests
{
    [Theory]
    [InlineData(0.6)]
    [InlineData(0.8)]
    public void Affinity_laws(double s)
    {
        var rated = PumpHydraulics.At(PumpHydraulics.RatedSpeed, PumpHydraulics.RatedResistance);
        Assert.Equal(1, rated.FlowRatio, 0.001);
        Assert.Equal(50, rated.Head, 0.1);

        // The valve that gives the same φ at this speed: the pipe's static head does not scale, so it is another one.
        double head = rated.Head * s * s, flow = rated.Flow * s;
        var slower = PumpHydraulics.At(PumpHydraulics.RatedSpeed * s, (head - 8) / (flow * flow));
        Assert.Equal(rated.FlowRatio, slower.FlowRatio, 1e-9);
        Assert.Equal(rated.Flow * s, slower.Flow, 1e-9);
        Assert.Equal(rated.Head * s * s, slower.Head, 1e-9);
        Assert.Equal(rated.Power * s * s * s, slower.Power, 1e-9);
        Assert.Equal(rated.NpshRequired * s * s, slower.NpshRequired, 1e-9);
    }

    [Fact]
    public void Power_is_lifted_water_over_efficiency()
    {
        var point = PumpHydraulics.At(2500, 0.009);
        double efficiency = 0.8 * point.FlowRatio * (2 - point.FlowRatio);
        Assert.Equal(9790 * point.Flow / 3600 * point.Head / efficiency / 1000, point.Power, 1e-9);
        Assert.Equal(0, PumpHydraulics.At(900, 0.0042).Flow); // too slow to lift
        Assert.Equal(default, PumpHydraulics.At(0, 0.0042));
    }

    [Fact]
    public void The_housing_cools_with_its_time_constant()
    {
        double timeConstant = BearingHeat.Capacity / BearingHeat.UsualConductance;
        var heat = new BearingHeat(BearingHeat.UsualConductance, start: 70);
        for (int k = 0; k < 60; k++)
        {
            heat.Advance(timeConstant / 60, heat: 0, air: 20);
        }
        Assert.Equal(20 + (50 / Math.E), heat.Temperature, 1e-9);
        for (int k = 0; k < 100; k++)
        {
            heat.Advance(timeConstant, heat: 140, air: 20);
        }
        Assert.Equal(20 + (140 / BearingHeat.UsualConductance), heat.Temperature, 1e-9);
    }

    [Fact]
    public void Friction_grows_with_speed_load_cold_and_damage()
    {
        double Watts(double speed = 2000, double load = 1800, double defect = 0, double temperature = 50) =>
            new BearingHeat(BearingHeat.UsualConductance, temperature).Friction(speed, load, defect);
        Assert.Equal(0, Watts(speed: 0));
        Assert.True(Watts(speed: 2900) > Watts());
        Assert.True(Watts(load: 2500) > Watts());
        Assert.True(Watts(temperature: 10) > Watts());
        Assert.Equal(2.2 * Watts(), Watts(defect: 1), 1e-9);
    }

    [Fact]
    public void A_spall_fails_after_its_life_at_rated_speed_and_load()
    {
        var defect = new BearingDefect(onset: 100, life: 200);
        double hour = 0;
        for (; !defect.HasFailed && hour < 1000; hour += 0.1)
        {
            defect.Advance(hour, 0.1, speedRatio: 1, BearingDefect.ReferenceLoad);
        }
        Assert.InRange(hour, 299, 301);
        var sound = new BearingDefect(double.PositiveInfinity, 200);
        sound.Advance(1e6, 1e6, 1, 1e4);
        Assert.Equal(0, sound.Size);
    }

    [Fact]
    public void Twice_the_load_wears_eight_times_as_fast()
    {
        double Growth(double load)
        {
            var defect = new BearingDefect(0, 1000);
            defect.Advance(0, 1, 1, load);
            double first = defect.Size;
            defect.Advance(1, 1, 1, load);
            return Math.Log(defect.Size / first);
        }
        Assert.Equal(8, Growth(2 * BearingDefect.ReferenceLoad) / Growth(BearingDefect.ReferenceLoad), 1e-9);
    }

    [Fact]
    public void Unbalance_goes_with_the_cube_of_speed_below_resonance_and_peaks_at_it()
    {
        Assert.Equal(8, PumpVibration.Unbalance(20, 2.5, 2200) / PumpVibration.Unbalance(10, 2.5, 2200), 0.01);
        double peak = PumpVibration.Unbalance(2200, 2.5, 2200);
        double omega = 2200 * 2 * Math.PI / 60;
        Assert.Equal(2.5e-3 * omega / (2 * 0.08) / Math.Sqrt(2), peak, 1e-9);
        Assert.True(peak > PumpVibration.Unbalance(1800, 2.5, 2200) && peak > PumpVibration.Unbalance(2600, 2.5, 2200));
    }

    [Fact]
    public void Cavitation_and_recirculation_begin_where_they_should()
    {
        Assert.Equal(0, PumpVibration.Cavitation(1, npshRequired: 3, npshAvailable: 4.5));
        Assert.True(PumpVibration.Cavitation(1, 3, 4) > 0);
        Assert.Equal(3, PumpVibration.Cavitation(1, 3, 1));
        Assert.Equal(0, PumpVibration.Recirculation(1, 0.5));
        Assert.True(PumpVibration.Recirculation(1, 0.4) > 0);
    }
}
