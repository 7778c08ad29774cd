using System.Runtime;
using AcdRouter.Acd;

// People wait on this process: no collection of everything at once stops it for a tenth of a second while the same can be done beside the work.
GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
return await AcdCommands.RunAsync(args);
